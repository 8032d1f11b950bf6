/** Draws from weights that many draws share: running sums, found by bisection. */
export interface WeightedDraw {
  /** The index drawn by `uniform` in [0, 1); -1 when all weights are 0. */
  draw(uniform: number): number;
}

export function createWeightedDraw(
  first: number,
  end: number,
  weigh: (index: number) => number,
): WeightedDraw {
  const sums = new Float64Array(Math.max(0, end - first));
  let total = 0;
  for (let index = first; index < end; index += 1) {
    const weight = weigh(index);
    total += weight > 0 ? weight : 0;
    sums[index - first] = total;
  }
  return {
    draw: (uniform) => {
      if (!(total > 0)) return -1;
      const wanted = uniform * total;
      let low = 0;
      let high = sums.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((sums[middle] as number) > wanted) high = middle;
        else low = middle + 1;
      }
      return first + low;
    },
  };
}
