/** Largest strongly connected component of a directed graph (Tarjan 1972, doi:10.1137/0201010), without recursion. */

/** `successors[v]` lists the vertices that v leads to. True for the members of the largest component. */
export function findStrongComponent(successors: readonly (readonly number[])[]): boolean[] {
  const count = successors.length;
  const order = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const component = new Int32Array(count).fill(-1);
  const edgeAt = new Int32Array(count);
  const open: number[] = [];
  const sizes: number[] = [];
  let next = 0;
  for (let root = 0; root < count; root += 1) {
    if (order[root] !== -1) continue;
    const path = [root];
    while (path.length > 0) {
      const v = path[path.length - 1] ?? root;
      if (order[v] === -1) {
        order[v] = next;
        low[v] = next;
        next += 1;
        open.push(v);
      }
      const w = successors[v]?.[edgeAt[v] ?? 0];
      if (w !== undefined) {
        edgeAt[v] = (edgeAt[v] ?? 0) + 1;
        if (order[w] === -1) path.push(w);
        else if (component[w] === -1) low[v] = Math.min(low[v] ?? 0, order[w] ?? 0);
        continue;
      }
      path.pop();
      const parent = path[path.length - 1];
      if (parent !== undefined) low[parent] = Math.min(low[parent] ?? 0, low[v] ?? 0);
      if (low[v] !== order[v]) continue;
      let size = 0;
      for (;;) {
        const member = open.pop();
        if (member === undefined) break;
        component[member] = sizes.length;
        size += 1;
        if (member === v) break;
      }
      sizes.push(size);
    }
  }
  const largest = sizes.indexOf(Math.max(...sizes, 0));
  return Array.from(component, (id) => id === largest);
}
