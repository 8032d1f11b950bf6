/** What a building is used for, from its tags; undefined when they do not say (`building=yes`). */
import type { BuildingUse } from '#contracts';
import type { OsmTags } from './osm-records.ts';

const BY_BUILDING: Readonly<Record<string, BuildingUse>> = {
  apartments: 'residential',
  house: 'residential',
  residential: 'residential',
  terrace: 'residential',
  detached: 'residential',
  semidetached_house: 'residential',
  dormitory: 'residential',
  bungalow: 'residential',
  villa: 'residential',
  farm: 'residential',
  cabin: 'residential',
  office: 'office',
  commercial: 'office',
  retail: 'retail',
  supermarket: 'retail',
  kiosk: 'retail',
  shop: 'retail',
  restaurant: 'retail',
  mall: 'retail',
  hotel: 'hotel',
  school: 'education',
  university: 'education',
  college: 'education',
  kindergarten: 'education',
  hospital: 'health',
  clinic: 'health',
  industrial: 'industrial',
  warehouse: 'industrial',
  factory: 'industrial',
  manufacture: 'industrial',
  service: 'industrial',
  hangar: 'industrial',
  public: 'civic',
  civic: 'civic',
  government: 'civic',
  townhall: 'civic',
  museum: 'civic',
  castle: 'civic',
  palace: 'civic',
  fire_station: 'civic',
  stadium: 'sport',
  sports_hall: 'sport',
  sports_centre: 'sport',
  grandstand: 'sport',
  pavilion: 'sport',
  train_station: 'transport',
  railway: 'transport',
  transportation: 'transport',
  bridge: 'transport',
  church: 'religious',
  chapel: 'religious',
  cathedral: 'religious',
  mosque: 'religious',
  temple: 'religious',
  synagogue: 'religious',
  monastery: 'religious',
  shrine: 'religious',
  parking: 'parking',
  garage: 'parking',
  garages: 'parking',
  carport: 'parking',
  roof: 'other',
  shed: 'other',
  greenhouse: 'other',
  construction: 'other',
  hut: 'other',
  ruins: 'other',
};
const BY_AMENITY: Readonly<Record<string, BuildingUse>> = {
  school: 'education',
  university: 'education',
  college: 'education',
  kindergarten: 'education',
  library: 'civic',
  hospital: 'health',
  clinic: 'health',
  doctors: 'health',
  pharmacy: 'retail',
  restaurant: 'retail',
  cafe: 'retail',
  bar: 'retail',
  fast_food: 'retail',
  bank: 'office',
  townhall: 'civic',
  police: 'civic',
  fire_station: 'civic',
  courthouse: 'civic',
  theatre: 'civic',
  cinema: 'retail',
  casino: 'civic',
  community_centre: 'civic',
  arts_centre: 'civic',
  embassy: 'civic',
  post_office: 'civic',
  place_of_worship: 'religious',
  parking: 'parking',
  bus_station: 'transport',
  marketplace: 'retail',
  conference_centre: 'civic',
  prison: 'civic',
};
const BY_TOURISM: Readonly<Record<string, BuildingUse>> = {
  hotel: 'hotel',
  hostel: 'hotel',
  guest_house: 'hotel',
  apartment: 'hotel',
  museum: 'civic',
  gallery: 'civic',
  attraction: 'civic',
  aquarium: 'civic',
};

export function classifyBuildingUse(tags: OsmTags): BuildingUse | undefined {
  // What happens inside says more than what the shell was built as.
  const inside =
    BY_AMENITY[tags.amenity ?? ''] ??
    BY_TOURISM[tags.tourism ?? ''] ??
    (tags.shop !== undefined ? 'retail' : undefined) ??
    (tags.office !== undefined ? 'office' : undefined) ??
    (tags.leisure === 'stadium' ||
    tags.leisure === 'sports_centre' ||
    tags.leisure === 'sports_hall'
      ? 'sport'
      : undefined) ??
    (tags.railway === 'station' ? 'transport' : undefined) ??
    (tags.healthcare !== undefined ? 'health' : undefined);
  const shell = BY_BUILDING[tags.building ?? ''] ?? BY_BUILDING[tags['building:part'] ?? ''];
  // A shop on the ground floor does not make a block of flats a shop.
  if (shell === 'residential') return 'residential';
  return inside ?? shell;
}
