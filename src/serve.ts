import { compose } from './compose.ts'
import type { Config } from './config.ts'
import { runUntilSignal } from './run-until-signal.ts'
import { createLog } from './telemetry/create-log.ts'

/** The service from its first log line to its last. */
export async function serve(config: Config): Promise<void> {
  const log = createLog(config.logLevel)
  await runUntilSignal(await compose(config, log), log)
}
