"""The commands of LaTeX (with those of amsmath and amssymb that are in use) and the characters they stand for.

Each table is one string of `name=characters`; a name alone stands for the character behind it.
"""

from __future__ import annotations

from functools import lru_cache

from jzdocs.formula.tree import Class, Variant

_ORDINARY = """
alpha=α beta=β gamma=γ delta=δ epsilon=ϵ varepsilon=ε zeta=ζ eta=η theta=θ vartheta=ϑ iota=ι kappa=κ varkappa=ϰ
lambda=λ mu=μ nu=ν xi=ξ omicron=ο pi=π varpi=ϖ rho=ρ varrho=ϱ sigma=σ varsigma=ς tau=τ upsilon=υ phi=ϕ varphi=φ
chi=χ psi=ψ omega=ω
"""
_UPRIGHT = """
Gamma=Γ Delta=Δ Theta=Θ Lambda=Λ Xi=Ξ Pi=Π Sigma=Σ Upsilon=Υ Phi=Φ Psi=Ψ Omega=Ω Alpha=Α Beta=Β Epsilon=Ε Zeta=Ζ
Eta=Η Iota=Ι Kappa=Κ Mu=Μ Nu=Ν Rho=Ρ Tau=Τ Chi=Χ infty=∞ partial=∂ nabla=∇ hbar=ℏ hslash=ℏ ell=ℓ wp=℘ Re=ℜ Im=ℑ
aleph=ℵ beth=ℶ forall=∀ exists=∃ nexists=∄ emptyset=∅ varnothing=∅ angle=∠ measuredangle=∡ triangle=△ square=□
Box=□ blacksquare=■ diamondsuit=♢ heartsuit=♡ clubsuit=♣ spadesuit=♠ neg=¬ lnot=¬ top=⊤ bot=⊥ prime=′
backprime=‵ degree=° checkmark=✓ imath=ı jmath=ȷ ldots=… dots=… dotsc=… dotso=… cdots=⋯ dotsb=⋯ dotsm=⋯ dotsi=⋯
vdots=⋮ ddots=⋱ %=% $=$ #=# &=& _=_ pounds=£ yen=¥ euro=€ S=§ P=¶ copyright=© textdegree=° celsius=℃ permil=‰
textperthousand=‰ lbrack=[ complement=∁ surd=√ flat=♭ natural=♮ sharp=♯ bigstar=★ mho=℧ eth=ð circledR=®
backslash=\\ textbackslash=\\ Bbbk=𝕜 QED=∎
"""
_BINARY = """
times=× div=÷ pm=± mp=∓ cdot=⋅ ast=∗ star=⋆ circ=∘ bullet=∙ oplus=⊕ ominus=⊖ otimes=⊗ oslash=⊘ odot=⊙ cap=∩
cup=∪ uplus=⊎ sqcap=⊓ sqcup=⊔ vee=∨ lor=∨ wedge=∧ land=∧ setminus=∖ smallsetminus=∖ wr=≀ amalg=⨿ dagger=†
ddagger=‡ diamond=⋄ bigtriangleup=△ bigtriangledown=▽ triangleleft=◁ triangleright=▷ ltimes=⋉ rtimes=⋊ bmod=mod
boxplus=⊞ boxtimes=⊠ dotplus=∔ barwedge=⊼ veebar=⊻ intercal=⊺ centerdot=⋅ bigcirc=◯
"""
_RELATION = """
leq=≤ le=≤ geq=≥ ge=≥ neq=≠ ne=≠ lt=< gt=> leqslant=⩽ geqslant=⩾ ll=≪ gg=≫ lll=⋘ ggg=⋙ equiv=≡ sim=∼ simeq=≃
approx=≈ approxeq=≊ cong=≅ propto=∝ varpropto=∝ doteq=≐ triangleq=≜ coloneqq=≔ asymp=≍ prec=≺ succ=≻ preceq=⪯
succeq=⪰ in=∈ notin=∉ ni=∋ subset=⊂ supset=⊃ subseteq=⊆ supseteq=⊇ subsetneq=⊊ supsetneq=⊋ nsubseteq=⊈
sqsubset=⊏ sqsubseteq=⊑ sqsupseteq=⊒ mid=∣ nmid=∤ parallel=∥ nparallel=∦ perp=⊥ vdash=⊢ dashv=⊣ models=⊨ vDash=⊨
bowtie=⋈ smile=⌣ frown=⌢ because=∵ therefore=∴ to=→ rightarrow=→ gets=← leftarrow=← leftrightarrow=↔ uparrow=↑
downarrow=↓ updownarrow=↕ Rightarrow=⇒ implies=⟹ Leftarrow=⇐ impliedby=⟸ Leftrightarrow=⇔ iff=⟺ Uparrow=⇑
Downarrow=⇓ Updownarrow=⇕ longrightarrow=⟶ longleftarrow=⟵ longleftrightarrow=⟷ Longrightarrow=⟹ Longleftarrow=⟸
Longleftrightarrow=⟺ mapsto=↦ longmapsto=⟼ nearrow=↗ searrow=↘ swarrow=↙ nwarrow=↖ hookrightarrow=↪
hookleftarrow=↩ rightharpoonup=⇀ rightharpoondown=⇁ leftharpoonup=↼ leftharpoondown=↽ rightleftharpoons=⇌
leftrightharpoons=⇋ rightleftarrows=⇄ leadsto=⇝ rightsquigarrow=⇝ nleq=≰ ngeq=≱ nless=≮ ngtr=≯ lesssim=≲
gtrsim=≳ lessgtr=≶ gtrless=≷ between=≬ colon=: vartriangle=△
"""
_OPENING = "{={ lbrace={ langle=⟨ lceil=⌈ lfloor=⌊ lvert=| lVert=‖ lgroup=⟮ ulcorner=⌜"
_CLOSING = "}=} rbrace=} rangle=⟩ rceil=⌉ rfloor=⌋ rvert=| rVert=‖ rgroup=⟯ rbrack=] urcorner=⌝"
_FENCING = "|=‖ vert=| Vert=‖"
_LARGE = """
sum=∑ prod=∏ coprod=∐ bigcup=⋃ bigcap=⋂ bigvee=⋁ bigwedge=⋀ bigoplus=⨁ bigotimes=⨂ bigodot=⨀ biguplus=⨄
bigsqcup=⨆
"""
_INTEGRALS = "int=∫ iint=∬ iiint=∭ oint=∮ oiint=∯ smallint=∫"
_FUNCTIONS = """
sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth log ln lg exp arg deg dim hom ker sgn
"""
_LIMIT_FUNCTIONS = "lim max min sup inf limsup=lim\u2009sup liminf=lim\u2009inf det gcd Pr argmax argmin"
_ACCENTS = """
hat=\u0302 check=\u030c tilde=\u0303 acute=\u0301 grave=\u0300 dot=\u0307 ddot=\u0308 dddot=\u20db breve=\u0306
bar=\u0304 vec=\u20d7 mathring=\u030a
"""
_WIDE_ACCENTS = """
widehat=\u0302 widetilde=\u0303 overline=\u0305 overrightarrow=\u20d7 overleftarrow=\u20d6 overbrace=⏞
overparen=⏜ overbracket=⎴
"""
_WIDE_UNDER = "underline=\u0332 underbrace=⏟ underparen=⏝ underbracket=⎵"
_SPACES = {",": 3 / 18, ":": 4 / 18, ">": 4 / 18, ";": 5 / 18, "!": -3 / 18, " ": 0.25, "quad": 1.0, "qquad": 2.0}
_SPACES |= {
    "thinspace": 3 / 18,
    "medspace": 4 / 18,
    "thickspace": 5 / 18,
    "enspace": 0.5,
    "nobreakspace": 0.25,
    "~": 0.25,
}
_SPACES |= {"negthinspace": -3 / 18, "enskip": 0.5, "space": 0.25}
_VARIANTS: dict[str, Variant] = {
    "mathrm": "upright",
    "mathnormal": "italic",
    "mathit": "italic",
    "mathbf": "bold",
    "mathbb": "double",
    "mathcal": "script",
    "mathscr": "script",
    "mathfrak": "fraktur",
    "mathsf": "sans",
    "mathtt": "mono",
    "boldsymbol": "bold-italic",
    "bm": "bold-italic",
    "rm": "upright",
    "bf": "bold",
    "it": "italic",
    "cal": "script",
    "up": "upright",
    "symbf": "bold",
    "symrm": "upright",
}
TEXTS: dict[str, Variant] = dict.fromkeys(("text", "textrm", "mbox", "textnormal", "textup", "hbox"), "upright")
TEXTS |= {"textbf": "bold", "textit": "italic", "texttt": "mono", "textsf": "sans"}
# brackets that \left, \right and \big may be followed by, besides single characters
DELIMITERS = ["(", ")", "[", "]", "|", "/", ".", "<", ">", "⟨", "⟩", "⌈", "⌉", "⌊", "⌋", "‖", "↑", "↓"]


def _pairs(table: str) -> dict[str, str]:
    out = {}
    for entry in table.split():
        name, sign, char = entry.partition("=")
        out[name or "="] = char if sign and char else name
    return out


class Tables:
    """The tables as dictionaries, made when the first formula is read."""

    def __init__(self) -> None:
        self.symbols: dict[str, tuple[str, Class, Variant]] = {}
        kinds: tuple[tuple[str, Class], ...] = (
            (_UPRIGHT, "ord"),
            (_BINARY, "bin"),
            (_RELATION, "rel"),
            (_OPENING, "open"),
            (_CLOSING, "close"),
            (_FENCING, "ord"),
        )
        for table, kind in kinds:
            self.symbols |= {name: (char, kind, "upright") for name, char in _pairs(table).items()}
        self.symbols |= {name: (char, "ord", "italic") for name, char in _pairs(_ORDINARY).items()}
        self.symbols["colon"] = (":", "punct", "upright")
        for name in ("ldots", "dots", "dotsc", "cdots", "dotsb", "dotsm", "ddots"):
            self.symbols[name] = (self.symbols[name][0], "inner", "upright")
        self.large = {name: (char, True) for name, char in _pairs(_LARGE).items()}
        self.large |= {name: (char, False) for name, char in _pairs(_INTEGRALS).items()}
        self.functions = dict.fromkeys(_FUNCTIONS.split(), False) | dict.fromkeys(_pairs(_LIMIT_FUNCTIONS), True)
        self.function_names = {name: name for name in _FUNCTIONS.split()} | _pairs(_LIMIT_FUNCTIONS)
        self.function_names |= {"limsup": "lim\u2009sup", "liminf": "lim\u2009inf", "argmax": "arg\u2009max"}
        self.function_names["argmin"] = "arg\u2009min"
        self.accents = {name: (char, False, False) for name, char in _pairs(_ACCENTS).items()}
        self.accents |= {name: (char, False, True) for name, char in _pairs(_WIDE_ACCENTS).items()}
        self.accents |= {name: (char, True, True) for name, char in _pairs(_WIDE_UNDER).items()}
        self.spaces = _SPACES
        self.variants = _VARIANTS


@lru_cache(maxsize=1)
def tables() -> Tables:
    """Return the tables of commands."""
    return Tables()


_SIGNS: tuple[tuple[Class, str], ...] = (
    ("bin", "+-−±∓×÷⋅·∗*⊕⊗∩∪∧∨∘"),
    ("rel", "=<>≤≥≠≈≡∼∝∈∉⊂⊃⊆⊇→←↔⇒⇐⇔∥⊥≪≫≜≅≃:"),
    ("open", "([⟨⌈⌊（【"),
    ("close", ")]⟩⌉⌋）】!?"),
    ("punct", ",;，；、"),
)
_CHARACTERS: dict[str, Class] = {char: kind for kind, chars in _SIGNS for char in chars}
_AS = {"-": "−", "*": "∗", "'": "′", "·": "⋅", "’": "′"}
_LARGE_CHARACTERS = {"∑": True, "∏": True, "∫": False, "∬": False, "∮": False, "⋃": True, "⋂": True}


def character(char: str) -> tuple[str, Class]:
    """Return how a character that stands for itself is printed, and its class."""
    return _AS.get(char, char), _CHARACTERS.get(char, "ord")


def large_character(char: str) -> bool | None:
    """Return whether a large operator that was typed as a character has limits; None for any other character."""
    return _LARGE_CHARACTERS.get(char)


_LETTERS: dict[Variant, tuple[int, int, int]] = {  # first capital, first small letter, first digit (0: none)
    "italic": (0x1D434, 0x1D44E, 0),
    "bold": (0x1D400, 0x1D41A, 0x1D7CE),
    "bold-italic": (0x1D468, 0x1D482, 0x1D7CE),
    "double": (0x1D538, 0x1D552, 0x1D7D8),
    "script": (0x1D49C, 0x1D4B6, 0),
    "fraktur": (0x1D504, 0x1D51E, 0),
    "sans": (0x1D5A0, 0x1D5BA, 0x1D7E2),
    "mono": (0x1D670, 0x1D68A, 0x1D7F6),
}
_GREEK: dict[Variant, tuple[int, int]] = {
    "italic": (0x1D6E2, 0x1D6FC),
    "bold": (0x1D6A8, 0x1D6C2),
    "bold-italic": (0x1D71C, 0x1D736),
}
_FORMS = dict(zip("ϵϑϰϕϱϖ", range(6), strict=True))  # behind the small omega and the sign of a partial derivative
# letters that were in Unicode before the blocks of mathematical letters
_EARLIER = {
    0x1D455: "ℎ",
    0x1D49D: "ℬ",
    0x1D4A0: "ℰ",
    0x1D4A1: "ℱ",
    0x1D4A3: "ℋ",
    0x1D4A4: "ℐ",
    0x1D4A7: "ℒ",
    0x1D4A8: "ℳ",
    0x1D4AD: "ℛ",
    0x1D4BA: "ℯ",
    0x1D4BC: "ℊ",
    0x1D4C4: "ℴ",
    0x1D506: "ℭ",
    0x1D50B: "ℌ",
    0x1D50C: "ℑ",
    0x1D515: "ℜ",
    0x1D51D: "ℨ",
    0x1D53A: "ℂ",
    0x1D53F: "ℍ",
    0x1D545: "ℕ",
    0x1D547: "ℙ",
    0x1D548: "ℚ",
    0x1D549: "ℝ",
    0x1D551: "ℤ",
}


def letter(char: str, variant: Variant) -> str:
    """Return a character in a variant, from Unicode's blocks of mathematical letters; itself where there is none."""
    if variant not in _LETTERS or len(char) != 1:
        return char
    capital, small, digit = _LETTERS[variant]
    point = 0
    if "A" <= char <= "Z":
        point = capital + ord(char) - ord("A")
    elif "a" <= char <= "z":
        point = small + ord(char) - ord("a")
    elif char.isdecimal() and char.isascii() and digit:
        point = digit + ord(char) - ord("0")
    elif variant in _GREEK:
        upper, lower = _GREEK[variant]
        if "Α" <= char <= "Ω":
            point = upper + ord(char) - ord("Α")
        elif "α" <= char <= "ω":
            point = lower + ord(char) - ord("α")
        elif char in _FORMS:
            point = lower + 26 + _FORMS[char]
        elif char == "∂":
            point = lower + 25
        elif char == "∇":
            point = upper + 25
    return _EARLIER.get(point, chr(point)) if point else char
