/** A measure in words, and who carries it out. */
import type { Measure } from '#contracts';
import type { Translate } from '../i18n/index.ts';
import { placeIdOf, placesFor } from './measure-places.ts';
import type { PlaceOptions } from './place-options.ts';
import type { plannerMessages } from './planner-messages.ts';

type PlannerZh = (typeof plannerMessages)['zh'];

/** `Meter gate: Gate 3, 200 persons/min`. */
export function measureWords(
  measure: Measure,
  options: PlaceOptions,
  t: Translate<PlannerZh>,
): { readonly what: string; readonly where: string; readonly detail: string | null } {
  const id = placeIdOf(measure);
  const where = placesFor(measure.type, options).find((option) => option.id === id)?.label ?? id;
  const what = t(`measure.${measure.type}`);
  switch (measure.type) {
    case 'meter-gate': {
      const persons = measure.personsPerMinute;
      return {
        what,
        where,
        detail: persons === 0 ? t('measure.holds') : t('measure.atPersons', { persons }),
      };
    }
    case 'extra-trains':
      return {
        what,
        where,
        detail: t('measure.addsPersons', { persons: measure.personsPerMinute }),
      };
    case 'shift-green': {
      const seconds = `${measure.seconds < 0 ? '−' : '+'}${Math.abs(measure.seconds)}`;
      return {
        what,
        where,
        detail: t('measure.addsSeconds', { phase: measure.phase + 1, seconds }),
      };
    }
    case 'set-signal-plan': {
      const greens = measure.greenSeconds.join(' · ');
      return { what, where, detail: t('measure.plan', { greens, offset: measure.offsetSeconds }) };
    }
    case 'contraflow':
      return { what, where, detail: t('measure.takesLanes', { lanes: measure.lanes }) };
    case 'emergency-run': {
      const minutes = measure.everyMinutes;
      const from = options.streets.find(({ id }) => id === measure.from)?.label ?? measure.from;
      const detail =
        from === null
          ? t('measure.sendsEvery', { minutes })
          : t('measure.sendsEveryFrom', { minutes, from });
      return { what, where, detail };
    }
    case 'limit-kerb':
      return { what, where, detail: t('measure.atMostPlaces', { places: measure.places }) };
    case 'car-park-gate': {
      const rates = { in: measure.vehiclesPerHourIn, out: measure.vehiclesPerHourOut };
      return { what, where, detail: t('measure.gateRates', rates) };
    }
    case 'hold-station':
    case 'meter-entrance':
      return {
        what,
        where,
        detail:
          measure.personsPerMinute === 0
            ? t('measure.holds')
            : t('measure.atPersons', { persons: measure.personsPerMinute }),
      };
    case 'add-trains':
      return { what, where, detail: t('measure.addsTrains', { trains: measure.trains }) };
    case 'set-headway':
      return {
        what,
        where,
        detail: t('measure.everySeconds', { seconds: measure.headwaySeconds }),
      };
    case 'release-waves':
      return {
        what,
        where,
        detail: t('measure.waves', { open: measure.openSeconds, cycle: measure.cycleSeconds }),
      };
    case 'crossing-waves':
      return {
        what,
        where,
        detail: t('measure.waves', { open: measure.walkSeconds, cycle: measure.cycleSeconds }),
      };
    case 'place-barrier':
      return { what, where, detail: t('measure.leavesMetres', { metres: measure.openMetres }) };
    case 'recommend-station':
    case 'warn-of-link':
      return { what, where, detail: t('measure.follow', { percent: measure.followPercent }) };
    case 'one-way-walk-link':
      return { what, where, detail: t(`measure.${measure.direction}`) };
    case 'post-staff':
      return { what, where, detail: t('measure.staffCount', { staff: measure.staff }) };
    default:
      return { what, where, detail: null };
  }
}

/** Who carries a measure out: for the plan on paper. */
export function whoDoes(type: Measure['type'], t: Translate<PlannerZh>): string {
  switch (type) {
    case 'close-gate':
    case 'meter-gate':
    case 'release-waves':
    case 'car-park-gate':
      return t('who.venue');
    case 'close-street':
    case 'give-street-to-walkers':
    case 'close-walk-link':
    case 'crossing-waves':
    case 'one-way-walk-link':
    case 'place-barrier':
    case 'part-directions':
    case 'ban-turn':
    case 'contraflow':
    case 'limit-kerb':
      return t('who.police');
    case 'close-entrance':
    case 'extra-trains':
    case 'add-trains':
    case 'set-headway':
    case 'skip-station':
    case 'meter-entrance':
    case 'hold-station':
      return t('who.metro');
    case 'emergency-run':
      return t('who.rescue');
    case 'shift-green':
    case 'set-signal-plan':
      return t('who.signal');
    case 'post-staff':
    case 'recommend-station':
    case 'warn-of-link':
      return t('who.grid');
    default:
      return type satisfies never;
  }
}
