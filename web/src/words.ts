import { english } from "./words_en";
import { chinese } from "./words_zh";

/** A catalogue has every name of the English one, with a text or a function of the same parameters. */
export type Words = {
  readonly [K in keyof typeof english]: (typeof english)[K] extends (...args: infer A) => string ? (...args: A) => string : string;
};

/** Chinese, unless the browser asks for English first. */
export const words: Words = navigator.language.toLowerCase().startsWith("en") ? english : chinese;

document.documentElement.lang = words.language === "en" ? "en" : "zh-CN";
