def draw(axes, facts, data):
    years = ["2021", "2022", "2023", "2024", "2025"]
    used = [facts[f"y{year}"] for year in years]
    axes.plot(years, used, marker="o")
    axes.fill_between(years, used, min(used), alpha=0.15)
    axes.annotate(facts["y2025"].text, (4, used[-1]), xytext=(-64, -4), textcoords="offset points")
    axes.set_ylabel("用量（万吨）")
