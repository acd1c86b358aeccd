/** The kinds of charts a source may name, in Chinese and English; a test keeps them in step with the program. */
export const CHART_KINDS: Readonly<Record<string, readonly [string, string]>> = {
  bar: ["条形图", "Bars"],
  column: ["柱形图", "Columns"],
  grouped: ["分组条形图", "Grouped bars"],
  stacked: ["堆积柱形图", "Stacked columns"],
  change: ["前后对比柱形图", "Before and after"],
  dumbbell: ["哑铃图", "Dumbbells"],
  slope: ["坡度图", "Slopes"],
  line: ["折线图", "Lines"],
  area: ["面积图", "Areas"],
  share: ["占比条", "Share bar"],
  pie: ["饼图", "Pie"],
  progress: ["进度条", "Progress bars"],
  heat: ["热力表", "Heat table"],
  timeline: ["时间线", "Timeline"],
  combo: ["柱线组合图", "Columns and line"],
  percent: ["百分比堆积条形图", "Stacked to 100 %"],
  waterfall: ["瀑布图", "Waterfall"],
  scatter: ["散点图", "Scatter"],
  bubble: ["气泡图", "Bubbles"],
  bullet: ["目标对比图", "Against a target"],
  gantt: ["甘特图", "Gantt"],
  pyramid: ["人口金字塔", "Population pyramid"],
  tiles: ["方格地图", "Tile map"],
};

/** Return what a reader calls a kind of chart. */
export function kindName(kind: string, language: string): string {
  return CHART_KINDS[kind]?.[language === "en" ? 1 : 0] ?? kind;
}
