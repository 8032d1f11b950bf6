/**
 * Roles of the interface's themes for a canvas, which knows no CSS variables
 * (client/ui/tokens.css). `paper` is for print: dark lines on white.
 */
import { rgbFromHex, SINGLE_HUE } from '../../layers/index.ts';

export type Rgba = [number, number, number, number];
export type MapTheme = 'dark' | 'paper';

export interface MapColours {
  readonly page: Rgba;
  readonly building: Rgba;
  readonly venue: Rgba;
  readonly line: Rgba;
  readonly neutral: Rgba;
  readonly text: Rgba;
  readonly secondary: Rgba;
  readonly selection: Rgba;
  readonly critical: Rgba;
  readonly accent: Rgba;
  readonly onAccent: Rgba;
  readonly labelGround: Rgba;
  readonly hatch: Rgba;
  readonly stationLine: Rgba;
  readonly stationFill: Rgba;
}

const opaque = (hex: string, alpha = 255): Rgba => [...rgbFromHex(hex), alpha];

export const MAP_COLOURS: Readonly<Record<MapTheme, MapColours>> = {
  dark: {
    page: opaque('#0e1116'),
    building: opaque('#1a2029'),
    venue: opaque('#232c37'),
    line: opaque('#2b3440'),
    neutral: opaque('#2b3440'),
    text: opaque('#e6eaf0'),
    secondary: opaque('#a9b4c2'),
    selection: opaque('#ffffff'),
    critical: opaque('#ff4d4f'),
    accent: opaque('#9cc4ff'),
    onAccent: opaque('#0e1116'),
    labelGround: opaque('#0e1116', 190),
    hatch: opaque('#0e1116', 200),
    stationLine: opaque(SINGLE_HUE.to),
    stationFill: opaque(SINGLE_HUE.to, 70),
  },
  paper: {
    page: opaque('#ffffff'),
    building: opaque('#e9ecf0'),
    venue: opaque('#d5dbe3'),
    line: opaque('#b4bdc9'),
    neutral: opaque('#dfe3e9'),
    text: opaque('#14181e'),
    secondary: opaque('#3d4754'),
    selection: opaque('#14181e'),
    critical: opaque('#b00020'),
    accent: opaque('#14181e'),
    onAccent: opaque('#ffffff'),
    labelGround: opaque('#ffffff', 215),
    hatch: opaque('#ffffff', 220),
    stationLine: opaque('#0b5c52'),
    stationFill: opaque(SINGLE_HUE.to, 110),
  },
};
