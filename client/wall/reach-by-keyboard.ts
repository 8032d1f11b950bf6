/**
 * Ref of a box that scrolls on small screens: the keyboard must reach it even while nothing in it
 * can be pressed (WCAG 2.1.1). Most browsers see to it by themselves, Safari does not.
 */
export function reachByKeyboard(box: HTMLElement | null): void {
  if (box) box.tabIndex = 0;
}
