import type { ExecutionMode, ExecutionUser } from '../model/execution.ts'

export interface ExecutionCounts {
  readonly usersTotal: number
  readonly usersRemapped: number
  readonly usersParked: number
  readonly usersFailed: number
  readonly usersSkipped: number
  readonly usersRolledBack: number
  readonly percentComplete: number
  readonly parkedSecondsMax?: number
}

export function countUsers(users: readonly ExecutionUser[]): ExecutionCounts {
  const count = (...statuses: readonly ExecutionUser['status'][]) =>
    users.filter(user => statuses.includes(user.status)).length
  const settled = count('Remapped', 'RolledBack', 'Failed', 'Skipped')
  const parked = users.flatMap(user => user.parkedSeconds ?? [])
  return {
    usersTotal: users.length,
    usersRemapped: count('Remapped'),
    usersParked: users.filter(isParked).length,
    usersFailed: count('Failed'),
    usersSkipped: count('Skipped'),
    usersRolledBack: count('RolledBack'),
    percentComplete: users.length === 0 ? 100 : Math.floor((100 * settled) / users.length),
    ...(parked.length > 0 && { parkedSecondsMax: Math.max(...parked) })
  }
}

function isParked(user: ExecutionUser): boolean {
  const isOnItsWay = user.status === 'Parked' || user.status === 'Mapping'
  return isOnItsWay && user.currentDomainName !== user.fromDomainName
}

/** A text ready for a ticket's work notes; also says what people still have to do. */
export function summarizeExecution(
  counts: ExecutionCounts,
  execution: {
    readonly mode: ExecutionMode
    readonly isTerminal: boolean
    readonly isPaused: boolean
  }
): string {
  const { usersTotal, usersRemapped, usersRolledBack, usersFailed, usersSkipped } = counts
  const done = execution.mode === 'rollback' ? usersRolledBack : usersRemapped
  const open = usersTotal - done - usersFailed - usersSkipped
  const parts = [
    `${rehearsed(execution.mode)}${done} of ${usersTotal} users ${verb[execution.mode]}`,
    ...(usersFailed > 0 ? [`${usersFailed} failed`] : []),
    ...(usersSkipped > 0 ? [`${usersSkipped} not touched`] : []),
    ...(!execution.isTerminal && open > 0
      ? [`${open} ${execution.isPaused ? 'paused' : 'under way'}`]
      : [])
  ]
  const isDone = execution.isTerminal && done > 0
  return `${parts.join(', ')}.${isDone ? afterwards(execution.mode, counts.parkedSecondsMax) : ''}`
}

const verb: Record<ExecutionMode, string> = {
  execute: 'remapped',
  rehearse: 'would be remapped',
  rollback: 'rolled back'
}

function rehearsed(mode: ExecutionMode): string {
  return mode === 'rehearse' ? 'Rehearsal, nothing was written: ' : ''
}

function afterwards(mode: ExecutionMode, parkedSecondsMax: number | undefined): string {
  if (mode !== 'rehearse') {
    return ' The records are verified; people should sign out and in again. Servers may remember the old logon name for a while, and tokens last up to 24 hours.'
  }
  return parkedSecondsMax === undefined
    ? ' Nobody would be parked.'
    : ` Nobody would be on a placeholder for longer than about ${parkedSecondsMax} s, by how fast Dynamics and Active Directory answer now.`
}
