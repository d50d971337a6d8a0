import type { ExecutionMode, ExecutionUser, JournalEntry } from '../model/execution.ts'
import type { Step } from '../model/plan.ts'
import { foresee } from './foresee.ts'
import { readJournal, type StepState, type StepStates } from './read-journal.ts'

/** Each user of a plan as the journal shows it, in the plan's order. */
export function userProgress(
  steps: readonly Step[],
  journal: readonly JournalEntry[],
  execution: { readonly mode: ExecutionMode; readonly isTerminal: boolean }
): readonly ExecutionUser[] {
  const states = readJournal(steps, journal)
  const { lost } = foresee(steps, states)
  return [...Map.groupBy(steps, step => step.systemUserId).values()].map(own =>
    toUser(
      own,
      states,
      own.some(step => lost.has(step.sequence)),
      execution
    )
  )
}

function toUser(
  own: readonly Step[],
  states: StepStates,
  isLost: boolean,
  execution: { readonly mode: ExecutionMode; readonly isTerminal: boolean }
): ExecutionUser {
  const [first, last] = [own[0], own.at(-1)]
  if (!first || !last) throw new Error('a user without steps')
  const at = own.map(
    step =>
      states.get(step.sequence) ?? ({ state: 'waiting', attempts: 0, mayHold: false } as const)
  )
  const failure = at.map(state => state.last).find(entry => entry?.event === 'failed')
  const status = statusOf(own, at, isLost, execution.isTerminal)
  const isMapped = status === 'Remapped'
  return {
    systemUserId: first.systemUserId,
    fullName: first.fullName,
    status: isMapped && execution.mode === 'rollback' ? 'RolledBack' : status,
    fromDomainName: first.fromDomainName,
    toDomainName: last.toDomainName,
    currentDomainName: currentName(own, at) ?? first.fromDomainName,
    verified: isMapped,
    attempts: at.reduce((sum, state) => sum + state.attempts, 0),
    changedFields: changedFields(at),
    ...parkedSeconds(at),
    ...(failure && {
      code: failure.code,
      detail: failure.detail,
      retryable: failure.retryable
    }),
    ...(status === 'Failed' && !failure && stranded(last.fromDomainName)),
    ...(status === 'Skipped' && skipped(isLost))
  }
}

function statusOf(
  own: readonly Step[],
  at: readonly StepState[],
  isLost: boolean,
  isTerminal: boolean
): ExecutionUser['status'] {
  if (at.every(state => state.state === 'done')) return 'Remapped'
  if (at.some(state => state.state === 'failed')) return 'Failed'
  const park = own[0]?.action === 'park' ? at[0] : undefined
  const map = at.at(-1)
  if (map?.state === 'intended') return 'Mapping'
  if (park?.state === 'done') return isTerminal ? 'Failed' : 'Parked'
  if (park?.state === 'intended') return 'Parking'
  return isLost || isTerminal ? 'Skipped' : 'Pending'
}

/** The name after the last step done, or what the record held when we gave up. */
function currentName(own: readonly Step[], at: readonly StepState[]): string | undefined {
  const failed = at.map(state => state.last).find(entry => entry?.event === 'failed')
  if (failed?.event === 'failed' && failed.domainName) return failed.domainName
  return own.findLast((_, index) => at[index]?.state === 'done')?.toDomainName
}

function changedFields(at: readonly StepState[]): string[] {
  const fields = at.flatMap(({ last }) => (last?.event === 'done' ? last.changedFields : []))
  return [...new Set(fields)]
}

function parkedSeconds(at: readonly StepState[]): { parkedSeconds?: number } {
  const last = at.at(-1)?.last
  return last?.event === 'done' && last.parkedMs !== undefined
    ? { parkedSeconds: Math.round(last.parkedMs / 10) / 100 }
    : {}
}

function stranded(placeholder: string): { code: string; detail: string; retryable: boolean } {
  return {
    code: 'stranded-on-placeholder',
    detail: `The record is on the placeholder ${placeholder}, since a user that it waited for failed. It is tried again every minute; meanwhile this person cannot log on.`,
    retryable: true
  }
}

function skipped(isLost: boolean): { code: string; detail: string; retryable: boolean } {
  return isLost
    ? {
        code: 'depends-on-failed-user',
        detail: 'Waited for a user whose remap failed. Resolve that one, then make a new plan.',
        retryable: true
      }
    : {
        code: 'not-started',
        detail: 'The execution ended before this user was begun. Make a new plan to go on.',
        retryable: true
      }
}
