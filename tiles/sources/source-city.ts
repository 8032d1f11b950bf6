/**
 * What every source becomes before it is a model: plain features in one local frame, with what the
 * source said and nothing inferred. `tiles/model` turns it into the city model and networks, so an
 * OpenStreetMap extract and the generated reference district go through the same rules.
 */
import type {
  Area,
  AreaId,
  BuildingUse,
  CityManifest,
  CityTransit,
  FrameOrigin,
  Line,
  LocalizedText,
  Occupant,
  Point,
  Polygon,
  ROAD_CLASSES,
  RoofShape,
  ValueKind,
} from '#contracts';

export interface SourceSolid {
  readonly outline: Polygon;
  readonly heightMetres?: number;
  readonly minHeightMetres?: number;
  readonly levels?: number;
  readonly minLevel?: number;
  readonly roofShape?: RoofShape;
  readonly roofHeightMetres?: number;
  readonly roofLevels?: number;
}

/** A unit that the source draws itself. */
export interface SourceUnit {
  readonly number: string;
  readonly use?: BuildingUse;
  readonly outline: Polygon;
  /** As the source states it; else the outline's. */
  readonly areaSquareMetres?: number;
}

/** A storey that the source draws itself: overrides the stacking rule, its units the cutting rule. */
export interface SourceStorey {
  /** 0 = ground storey. */
  readonly level: number;
  /** Above the building's base; storeys stand on each other in their order. */
  readonly floorMetres: number;
  readonly heightMetres: number;
  readonly outline: Polygon;
  readonly units: readonly SourceUnit[];
}

export interface SourceBuilding extends SourceSolid {
  /** `way/123`, `relation/9`, `ref/000012`. */
  readonly id: string;
  readonly use?: BuildingUse;
  readonly name?: LocalizedText;
  readonly address?: LocalizedText;
  /** Finest area of `SourceCity.areas` that it lies in. */
  readonly area?: AreaId;
  readonly parts: readonly SourceSolid[];
  readonly storeyHeightMetres?: number;
  /** Floor area that one unit aims at, in place of the use's rule. */
  readonly unitSquareMetres?: number;
  /** Storeys and units as the source draws them; no rule touches them. */
  readonly storeys?: readonly SourceStorey[];
  /** Dwellings that the source counts without drawing them: spread over the storeys, exactly as many. */
  readonly dwellings?: number;
  /** One cell a storey that names how many dwellings it stands for (`01–08`), instead of one each. */
  readonly dwellingsAsCounts?: boolean;
}

interface SourceWay {
  readonly id: string;
  readonly line: Line;
  /** One per point of the line; ways meet where they share a node. */
  readonly nodes: readonly string[];
  readonly name?: LocalizedText;
  readonly bridgeOrTunnel: boolean;
}

export interface SourceStreet extends SourceWay {
  readonly roadClass: (typeof ROAD_CLASSES)[number];
  readonly oneWay: 'no' | 'forward' | 'backward';
  readonly lanes?: number;
  readonly maxSpeedMetresPerSecond?: number;
  readonly sidewalk: 'both' | 'left' | 'right' | 'none' | 'unknown';
  readonly walkable: boolean;
}

export interface SourceFootway extends SourceWay {
  readonly facility: 'footway' | 'crossing' | 'stairs';
  readonly widthMetres?: number;
  readonly oneWay: boolean;
  /** A street given to people on foot over its whole width. */
  readonly pedestrianStreet?: boolean;
}

export interface SourceBusStop {
  readonly id: string;
  readonly name: LocalizedText;
  /** null: the source lists the stop without its place. */
  readonly point: Point | null;
}

/** `kind` is the line's where the fact has none. */
export interface SourceBusFact {
  readonly value: number;
  readonly source: string;
  readonly kind?: ValueKind;
}

/** One direction, as the source has it: stops may lie outside the district. */
export interface SourceBusLine {
  readonly id: string;
  /** Of the line, as riders know it; two sources that both have it mean the same line. */
  readonly number?: string;
  readonly name: LocalizedText;
  readonly stops: readonly SourceBusStop[];
  readonly headwaySeconds?: SourceBusFact;
  readonly firstSecond?: number;
  readonly lastSecond?: number;
  readonly capacityPersons?: SourceBusFact;
  /** `statedKind` of the city where absent: timetables keep theirs in a generated district. */
  readonly kind?: ValueKind;
}

export interface SourceCity {
  readonly district: string;
  readonly name: LocalizedText;
  readonly timeZone: string;
  readonly origin: FrameOrigin;
  readonly sources: CityManifest['sources'];
  /** Kind given to what the source states itself: `measured` for surveys and maps, `synthetic` for generated districts. */
  readonly statedKind: ValueKind;
  /** Parents before children. */
  readonly areas?: readonly Area[];
  readonly buildings: readonly SourceBuilding[];
  /** Registered occupant of a unit, where the source has a register or makes one up by seed. */
  readonly occupantOf?: (
    building: SourceBuilding,
    unit: { readonly code: string; readonly use: BuildingUse; readonly areaSquareMetres: number },
  ) => Occupant | undefined;
  readonly streets: readonly SourceStreet[];
  readonly footways: readonly SourceFootway[];
  readonly squares: readonly {
    readonly id: string;
    readonly outline: Polygon;
    readonly name?: LocalizedText;
  }[];
  readonly turnRestrictions: readonly {
    readonly fromWay: string;
    readonly viaNode: string;
    readonly toWay: string;
    readonly rule: 'no' | 'only';
  }[];
  /** Node ids on streets. */
  readonly signalNodes: readonly string[];
  readonly crossingNodes: readonly string[];
  readonly stations: readonly {
    readonly id: string;
    readonly name: LocalizedText;
    readonly lines: readonly string[];
    readonly point: Point;
    readonly entrances: readonly {
      readonly id: string;
      readonly name: LocalizedText;
      readonly point: Point;
    }[];
    readonly departureCapacityPersonsPerMinute?: {
      readonly value: number;
      readonly source: string;
    };
  }[];
  readonly venues: readonly {
    readonly id: string;
    readonly name: LocalizedText;
    readonly outline: Polygon;
    readonly capacityPersons?: { readonly value: number; readonly source: string };
    /** Where the source knows gates; else gates are placed where the walk network meets the outline. */
    readonly gates: readonly {
      readonly name: LocalizedText;
      readonly point: Point;
      readonly widthMetres?: number;
    }[];
    readonly carParks: readonly {
      readonly name: LocalizedText;
      readonly point: Point;
      readonly capacityVehicles?: number;
    }[];
  }[];
  readonly busLines?: readonly SourceBusLine[];
  /** Lines that call at its stations, and who rides them. */
  readonly transit?: CityTransit;
  readonly skipped: CityManifest['skipped'];
}
