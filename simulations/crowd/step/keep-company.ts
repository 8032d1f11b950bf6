/** Companies keep together: who is ahead of the others on the way slows down until they are near. */
import { PERSON_STATE } from '../crowd-types.ts';
import type { BeginContext } from './begin-step.ts';

/** Who is more than this ahead of the company's mean way slows, and almost stands at the second, m. */
const COMPANY_SLACK_METRES = 0.8;
const COMPANY_STAND_METRES = 3;

/** Answers with what renews `patience`, which is multiplied with the free speed. */
export function createPatience(
  { scenario, state }: BeginContext,
  way: Float64Array,
  patience: Float64Array,
): () => void {
  const people = state.x.length;
  patience.fill(1);
  const companies = state.company.reduce((most, company) => Math.max(most, company), -1) + 1;
  const sum = new Float64Array(companies);
  const members = new Int32Array(companies);
  const hasCompanies = scenario.people.some(({ companySize }) => companySize > 1);
  return () => {
    if (!hasCompanies) return;
    sum.fill(0);
    members.fill(0);
    for (let person = 0; person < people; person += 1) {
      const company = state.company[person] ?? -1;
      if (company < 0) continue;
      if (state.state[person] !== PERSON_STATE.walking) continue;
      const cost = way[person] ?? Infinity;
      if (cost === Infinity) continue;
      sum[company] = (sum[company] ?? 0) + cost;
      members[company] = (members[company] ?? 0) + 1;
    }
    for (let person = 0; person < people; person += 1) {
      const company = state.company[person] ?? -1;
      if (company < 0 || (members[company] ?? 0) < 2) {
        patience[person] = 1;
        continue;
      }
      const mean = (sum[company] ?? 0) / (members[company] ?? 1);
      const ahead = mean - (way[person] ?? 0) - COMPANY_SLACK_METRES;
      patience[person] =
        ahead <= 0 || ahead === -Infinity
          ? 1
          : Math.max(0.15, 1 - ahead / (COMPANY_STAND_METRES - COMPANY_SLACK_METRES));
    }
  };
}
