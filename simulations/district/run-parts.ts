/** A run's parts, saved and restored by copying their buffers. */
export interface RunPart {
  save(into: Map<string, ArrayBuffer>, name: string): void;
  restore(from: ReadonlyMap<string, ArrayBuffer>, name: string): void;
}
export type RunParts = Readonly<Record<string, RunPart | undefined>>;

export function saveParts(parts: RunParts, into: Map<string, ArrayBuffer>): void {
  for (const [name, part] of Object.entries(parts)) part?.save(into, name);
}

export function restoreParts(parts: RunParts, from: ReadonlyMap<string, ArrayBuffer>): void {
  for (const [name, part] of Object.entries(parts)) part?.restore(from, name);
}
