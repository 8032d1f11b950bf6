/** A thread of the check: one glb at a time. Started by `create-content-pool.ts`. */
import { type ContentReport, type ContentTask, checkContent } from './check-content.ts';
import { type CheckRule, createFindingList, type Finding } from './findings.ts';

export interface ContentAnswer {
  /** null when the glb cannot be read (a finding says why). */
  readonly report: ContentReport | null;
  readonly findings: readonly Finding[];
  readonly counts: ReadonlyMap<CheckRule, number>;
}

export async function answerContent(task: ContentTask): Promise<ContentAnswer> {
  const findings = createFindingList();
  const report = await checkContent({ ...task, findings });
  return { report, findings: findings.kept, counts: findings.counts };
}
