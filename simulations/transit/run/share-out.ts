/**
 * Whole people from crowds of several kinds: as many as asked, from each kind its part rounded down
 * or up, by systematic sampling with one random start (Madow 1949): exact in sum, fair on average.
 */
export function shareOut(
  sizes: Int32Array,
  count: number,
  total: number,
  chosen: number,
  random: number,
): void {
  if (chosen >= total) return;
  // Person number floor((k + random) · total / chosen) of the crowd is taken, k = 0 … chosen - 1.
  let passed = 0;
  let taken = 0;
  for (let kind = 0; kind < count; kind += 1) {
    const size = sizes[kind] as number;
    if (size === 0) continue;
    passed += size;
    const upTo =
      passed === total ? chosen : Math.min(chosen, Math.ceil((passed * chosen) / total - random));
    const part = Math.max(0, Math.min(size, upTo - taken));
    sizes[kind] = part;
    taken += part;
  }
}
