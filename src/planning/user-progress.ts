import type { ExecutionMode, ExecutionUser } from '../model/execution.ts'
import type { Step } from '../model/plan.ts'
import type { Standing } from './read-journal.ts'
import type { StepState, StepStates } from './step-state.ts'

/** Each user of a plan as the journal shows it, in the plan's order. */
export function userProgress(
  { steps, states, outlook }: Standing,
  execution: { readonly mode: ExecutionMode; readonly isTerminal: boolean }
): readonly ExecutionUser[] {
  const byUser = Map.groupBy(steps, step => step.systemUserId)
  return [...byUser.values()].map(own => toUser(own, states, outlook.lost, execution))
}

/** `own`: a park and a map, or a map alone. */
function toUser(
  own: readonly Step[],
  states: StepStates,
  lost: ReadonlySet<number>,
  execution: { readonly mode: ExecutionMode; readonly isTerminal: boolean }
): ExecutionUser {
  const [first, last = first] = own
  if (!first || !last) throw new Error('a user without steps')
  const at = own.map(step => states(step.sequence))
  const failure = at.map(state => state.last).find(entry => entry?.event === 'failed')
  const isLost = lost.has(last.sequence)
  const [begin, end] = [states(first.sequence), states(last.sequence)]
  const status = statusOf(begin, end, isLost, execution.isTerminal)
  const isMapped = status === 'Remapped'
  return {
    systemUserId: first.systemUserId,
    fullName: first.fullName,
    status: isMapped && execution.mode === 'rollback' ? 'RolledBack' : status,
    fromDomainName: first.fromDomainName,
    toDomainName: last.toDomainName,
    currentDomainName: failure?.domainName ?? lastWritten(own, states) ?? first.fromDomainName,
    verified: isMapped && execution.mode !== 'rehearse',
    attempts: at.reduce((sum, state) => sum + state.attempts, 0),
    changedFields: changedFields(at),
    ...parkedSeconds(end),
    ...(failure && {
      code: failure.code,
      detail: failure.detail,
      retryable: failure.retryable
    }),
    ...(status === 'Failed' && !failure && stranded(last.fromDomainName, execution.mode)),
    ...(status === 'Skipped' && skipped(isLost))
  }
}

function statusOf(
  begin: StepState,
  end: StepState,
  isLost: boolean,
  isTerminal: boolean
): ExecutionUser['status'] {
  if (begin.state === 'failed' || end.state === 'failed') return 'Failed'
  if (end.state === 'done') return 'Remapped'
  if (end.state === 'intended') return 'Mapping'
  if (begin.state === 'done') return isTerminal ? 'Failed' : 'Parked'
  if (begin.state === 'intended') return 'Parking'
  return isLost || isTerminal ? 'Skipped' : 'Pending'
}

function lastWritten(own: readonly Step[], states: StepStates): string | undefined {
  return own.findLast(step => states(step.sequence).state === 'done')?.toDomainName
}

function changedFields(at: readonly StepState[]): string[] {
  const fields = at.flatMap(({ last }) => (last?.event === 'done' ? last.changedFields : []))
  return [...new Set(fields)]
}

function parkedSeconds({ last }: StepState): { parkedSeconds?: number } {
  return last?.event === 'done' && last.parkedMs !== undefined
    ? { parkedSeconds: Math.round(last.parkedMs / 10) / 100 }
    : {}
}

function stranded(placeholder: string, mode: ExecutionMode) {
  return {
    code: 'stranded-on-placeholder',
    detail:
      mode === 'rehearse'
        ? `The record would stay on the placeholder ${placeholder}, since a user that it waits for would fail. Resolve that one first.`
        : `The record is on the placeholder ${placeholder}, since a user that it waited for failed. It is tried again every minute; meanwhile this person cannot log on.`,
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
