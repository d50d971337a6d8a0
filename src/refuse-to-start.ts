import { ConfigError } from './config.ts'
import { RelinkError } from './errors.ts'

/** Says what whoever started the process can put right, and ends it with 78: sysexits.h, a configuration error. */
export function refuseToStart(error: unknown): void {
  const reason = reasonOf(error)
  if (!reason) throw error
  process.stderr.write(`${reason}\n`)
  process.exitCode = 78
}

function reasonOf(error: unknown): string | undefined {
  if (error instanceof ConfigError) return error.message
  return error instanceof RelinkError ? `${error.message} ${error.details.detail}` : undefined
}
