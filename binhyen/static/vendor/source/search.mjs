// An index of texts in memory: what the desk searches. Nothing of it runs by itself, asks the network or uses eval.
export { default as MiniSearch } from "minisearch";
