/** Symmetric positive definite systems by Cholesky's factors, dense, row by row. */

export interface SymmetricSolver {
  /** Overwrites the right side with the solution. */
  solve(side: Float64Array): void;
}

/**
 * `matrix` (size × size, its lower half is read) becomes its own factor. A pivot below 1e-10 of
 * its diagonal is a direction without information: it answers 0 there instead of noise.
 */
export function factorSymmetric(matrix: Float64Array, size: number): SymmetricSolver {
  for (let row = 0; row < size; row += 1) {
    const rowAt = row * size;
    for (let column = 0; column <= row; column += 1) {
      const columnAt = column * size;
      let sum = matrix[rowAt + column] as number;
      const whole = sum;
      for (let k = 0; k < column; k += 1) {
        sum -= (matrix[rowAt + k] as number) * (matrix[columnAt + k] as number);
      }
      if (column < row) {
        matrix[rowAt + column] = sum / (matrix[columnAt + column] as number);
      } else {
        matrix[rowAt + row] = sum > 1e-10 * whole ? Math.sqrt(sum) : Number.POSITIVE_INFINITY;
      }
    }
  }
  return {
    solve: (side) => {
      for (let row = 0; row < size; row += 1) {
        let sum = side[row] as number;
        for (let k = 0; k < row; k += 1)
          sum -= (matrix[row * size + k] as number) * (side[k] as number);
        side[row] = sum / (matrix[row * size + row] as number);
      }
      for (let row = size - 1; row >= 0; row -= 1) {
        let sum = side[row] as number;
        for (let k = row + 1; k < size; k += 1) {
          sum -= (matrix[k * size + row] as number) * (side[k] as number);
        }
        side[row] = sum / (matrix[row * size + row] as number);
      }
    },
  };
}
