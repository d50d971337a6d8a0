import type { JournalEntry } from '../../src/model/execution.ts'
import type { Step } from '../../src/model/plan.ts'

/** Lines of a journal about one step. */
function entry({ sequence, systemUserId }: Step, event: object): JournalEntry {
  return { step: sequence, systemUserId, at: '2026-01-01T00:00:00.000Z', ...event } as JournalEntry
}

export function intent(step: Step, etag = 'W/"1"'): JournalEntry {
  return entry(step, { event: 'intent', etag, person: {} })
}

export function done(step: Step, more: object = {}): JournalEntry {
  return entry(step, { event: 'done', domainName: step.toDomainName, changedFields: [], ...more })
}

/** `domainName`: what the record held; absent when nobody could see it. */
export function failed(step: Step, domainName?: string): JournalEntry {
  const reason = { code: 'refused-by-dynamics', detail: 'No.', retryable: false }
  return entry(step, { event: 'failed', ...reason, ...(domainName && { domainName }) })
}

/** Somebody else gave the record another name. */
export function changed(step: Step): JournalEntry {
  const reason = { code: 'changed-since-planned', detail: 'No.', retryable: false }
  return entry(step, { event: 'failed', ...reason, domainName: 'CONTOSO\\somebody.else' })
}

export function reopened(step: Step): JournalEntry {
  return entry(step, { event: 'reopened' })
}
