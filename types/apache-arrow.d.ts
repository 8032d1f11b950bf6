/**
 * Stands in for apache-arrow's own types, which deck.gl's loaders mention and which pull all of
 * Node's globals into the browser's program. Gezi uses no Arrow table, so nothing is lost.
 */
export {};
