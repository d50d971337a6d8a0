import type { Execution } from '../../model/execution.ts'
import { fields, page, table } from './table.ts'

export function executionText(execution: Execution): string {
  return page(
    execution.humanSummary,
    fields([
      ['execution', execution.executionId],
      ['plan', execution.planId],
      ['mode', execution.mode],
      ['status', `${execution.status}, ${execution.percentComplete} %`],
      ['stopping', execution.stopping],
      ['failure', execution.failureDetail],
      ['rollback of', execution.rollbackOf],
      ['change', execution.changeNumber],
      ['started', `${execution.startedAt} by ${execution.startedBy}`],
      ['finished', execution.finishedAt],
      ['longest parked', seconds(execution.parkedSecondsMax)],
      ['users', execution.usersLink]
    ]),
    table(
      ['TOTAL', 'REMAPPED', 'PARKED', 'FAILED', 'SKIPPED', 'ROLLED BACK'],
      [
        [
          execution.usersTotal,
          execution.usersRemapped,
          execution.usersParked,
          execution.usersFailed,
          execution.usersSkipped,
          execution.usersRolledBack
        ]
      ]
    )
  )
}

function seconds(count: number | undefined): string | undefined {
  return count === undefined ? undefined : `${count} s`
}
