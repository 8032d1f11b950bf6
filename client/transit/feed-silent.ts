/** A feed renews its message every 10 to 30 s; so long without one is worth a word. */
export const FEED_SILENT_AFTER_MS = 120_000;
