/** Outlines of people in a close-up, by their position: circle, square, triangle, diamond. */
export const BODY_SHAPES = ['●', '■', '▲', '◆'] as const;
