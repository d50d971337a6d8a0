import type { Log } from './ports.ts'

/** Stops on SIGTERM or SIGINT; a second signal doesn't wait. */
export async function runUntilSignal(
  running: { readonly url: string; stop(): Promise<void> },
  log: Pick<Log, 'info'>
): Promise<void> {
  log.info({ url: running.url }, 'listening')
  const signal = await firstSignal()
  log.info({ signal }, 'stopping')
  await running.stop()
  log.info({}, 'stopped')
}

function firstSignal(): Promise<string> {
  return new Promise(resolve => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
  })
}
