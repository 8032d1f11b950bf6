/**
 * Personal fields (a contact's name and telephone) leave the server masked: 张*, 138****5678. A
 * reveal names its purpose and says why; both are in the audit chain before the value is sent.
 */
import { z } from 'zod';

export const REVEAL_PURPOSES = [
  /** Life or property is in danger: smoke, leak, evacuation. */
  'emergency',
  /** A work order or complaint is being handled. */
  'case',
  /** A visit to people who need care. */
  'welfare-visit',
  /** Inspection: fire safety, lifts, gas. */
  'inspection',
  /** The register itself is being put right. */
  'register-correction',
] as const;
export type RevealPurpose = (typeof REVEAL_PURPOSES)[number];

export const revealSchema = z.strictObject({
  purpose: z.enum(REVEAL_PURPOSES),
  /** In the official's own words: a case number, what happened. */
  reason: z.string().trim().min(4).max(500),
});
export type Reveal = z.infer<typeof revealSchema>;
