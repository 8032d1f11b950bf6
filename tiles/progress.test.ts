import { expect, test } from 'vitest';
import { type CityProgress, cityProgressSchema } from '#contracts';
import { BUILD_STAGES } from './build-stages.ts';
import { createProgress } from './progress.ts';

test('a parent process can follow every stage; a log says now and then where a long one is', async () => {
  let nowMs = 0;
  let text = '';
  const messages: CityProgress[] = [];
  const progress = createProgress(
    { write: (part) => (text += part) },
    (message) => messages.push(cityProgressSchema.parse(message)),
    () => nowMs,
  );
  progress.stage('source file', () => ({ result: null, note: '12 buildings' }));
  await progress.stageAsync(BUILD_STAGES.plan, async (report) => {
    for (let done = 1; done <= 100; done += 1) {
      nowMs += 100;
      report(done, 100);
    }
    return { result: null, note: 'planned' };
  });
  expect(messages[0]?.stages).toEqual(['source file', ...Object.values(BUILD_STAGES)]);
  const plan = messages.filter((message) => message.stage === BUILD_STAGES.plan);
  // 10 s at five messages a second, the start and the end.
  expect(plan).toHaveLength(52);
  expect(plan.at(-2)).toMatchObject({ done: 100, total: 100 });
  expect(text.split('\n').map((line) => line.replace(/\s+/g, ' ').trim())).toEqual([
    'source file 12 buildings 0.0 s',
    'buildings, storeys, units 50 of 100',
    'buildings, storeys, units 100 of 100',
    'buildings, storeys, units planned 10.0 s',
    '',
  ]);
});
