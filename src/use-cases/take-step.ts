import { RelinkError } from '../errors.ts'
import type { ConnectionStep } from '../model/health.ts'

/** What came of a step. */
export type Finding = Pick<ConnectionStep, 'status' | 'detail'>

/** One step of a check; a fault out there is its finding, with the remedy that the fault names. */
export async function takeStep(
  step: Pick<ConnectionStep, 'side' | 'name'>,
  find: () => Promise<Finding>
): Promise<ConnectionStep> {
  try {
    return { ...step, ...(await find()) }
  } catch (error) {
    return { ...step, status: 'fail', detail: detailOf(error) }
  }
}

export function pass(detail: string): Finding {
  return { status: 'pass', detail }
}

export function fail(detail: string): Finding {
  return { status: 'fail', detail }
}

export function note(detail: string): Finding {
  return { status: 'note', detail }
}

function detailOf(error: unknown): string {
  if (error instanceof RelinkError) return error.details.detail
  return 'It did not answer in time, or not as expected. Check its address, its load and the network.'
}
