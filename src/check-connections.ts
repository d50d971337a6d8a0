import { readConfig, ConfigError } from './config.ts'
import { connect } from './connect.ts'
import { RelinkError } from './errors.ts'
import { connectionsText } from './http/text/connections-text.ts'
import { createLog } from './telemetry/create-log.ts'
import { checkConnections } from './use-cases/check-connections.ts'

const timeoutMs = 120_000

// npm run check-connections: with the environment of the service, beside it or before its first
// start. Exit 0: all is well. 1: something is missing. 78 (sysexits.h): a configuration error.
try {
  const connections = connect(readConfig(process.env), createLog('silent'))
  const steps = await checkConnections(connections, AbortSignal.timeout(timeoutMs))
  await Promise.all([connections.directory.close(), connections.organization.close()])
  process.stdout.write(connectionsText(steps))
  process.exitCode = steps.some(step => step.status === 'fail') ? 1 : 0
} catch (error) {
  const reason = reasonOf(error)
  if (!reason) throw error
  process.stderr.write(`${reason}\n`)
  process.exitCode = 78
}

function reasonOf(error: unknown): string | undefined {
  if (error instanceof ConfigError) return error.message
  return error instanceof RelinkError ? `${error.message} ${error.details.detail}` : undefined
}
