/** Texts of the planner, by their nouns; terms from docs/glossary.md. */
import { defineMessages } from '../i18n/index.ts';
import { instructionMessages } from './instruction-messages.ts';
import { mapMessages } from './map-messages.ts';
import { measureMessages } from './measure-messages.ts';
import { outcomeMessages } from './outcome-messages.ts';
import { planMessages } from './plan-messages.ts';
import { runMessages } from './run-messages.ts';
import { sheetMessages } from './sheet-messages.ts';

export const plannerMessages = defineMessages(
  {
    ...planMessages.zh,
    ...measureMessages.zh,
    ...instructionMessages.zh,
    ...runMessages.zh,
    ...mapMessages.zh,
    ...outcomeMessages.zh,
    ...sheetMessages.zh,
  },
  {
    ...planMessages.en,
    ...measureMessages.en,
    ...instructionMessages.en,
    ...runMessages.en,
    ...mapMessages.en,
    ...outcomeMessages.en,
    ...sheetMessages.en,
  },
);
