import type { ConnectionStep } from '../../model/health.ts'
import { page, printable } from './table.ts'

/** A section for each side, a line for each step, and what it comes to. */
export function connectionsText(steps: readonly ConnectionStep[]): string {
  return page(
    section('Active Directory', steps, 'directory'),
    section('Dynamics', steps, 'organization'),
    sum(steps.filter(step => step.status === 'fail').length)
  )
}

function section(
  title: string,
  steps: readonly ConnectionStep[],
  side: ConnectionStep['side']
): string {
  const own = steps.filter(step => step.side === side)
  return [
    title,
    ...own.map(({ status, detail }) => `  ${marks[status]} ${printable(detail)}`)
  ].join('\n')
}

const marks: Readonly<Record<ConnectionStep['status'], string>> = {
  pass: 'ok  ',
  fail: 'FAIL',
  note: 'note'
}

function sum(failed: number): string {
  if (failed === 0) return 'All is well; nothing was changed.'
  return failed === 1
    ? 'One thing is missing; nothing was changed.'
    : `${failed} things are missing; nothing was changed.`
}
