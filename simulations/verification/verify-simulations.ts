/** All figures of `npm run verify -- simulations`. */
import type { VerifiedFigure } from './figure-input.ts';
import { verifyDistrict } from './verify-district.ts';
import { verifyFacilities } from './verify-facilities.ts';
import { verifyKernel } from './verify-kernel.ts';
import { verifyWalking } from './verify-walking.ts';

export const verifySimulations = (): VerifiedFigure[] => [
  ...verifyKernel(),
  ...verifyWalking(),
  ...verifyFacilities(),
  ...verifyDistrict(),
];
