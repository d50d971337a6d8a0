import { readConfig } from './config.ts'
import { connect } from './connect.ts'
import { connectionsText } from './http/text/connections-text.ts'
import { refuseToStart } from './refuse-to-start.ts'
import { createLog } from './telemetry/create-log.ts'
import { checkConnections } from './use-cases/check-connections.ts'

const timeoutMs = 120_000

// npm run check-connections: with the environment of the service, beside it or before its first
// start. Exit 0: all is well. 1: something is missing. 78: a configuration error.
try {
  const connections = connect(readConfig(process.env), createLog('silent'))
  const steps = await checkConnections(connections, AbortSignal.timeout(timeoutMs))
  await Promise.all([connections.directory.close(), connections.organization.close()])
  process.stdout.write(connectionsText(steps))
  process.exitCode = steps.some(step => step.status === 'fail') ? 1 : 0
} catch (error) {
  refuseToStart(error)
}
