import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'

export type Environment = Readonly<Record<string, string>>

/** The service as people run it: a process of its own that knows its environment and nothing else. */
export interface RunningService {
  readonly url: string
  readonly pid: number
  /** Whether its log ever said so. */
  hasSaid(message: string): boolean
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>
  /** kill -9; resolves when the process is gone. */
  kill(): Promise<void>
}

const main = new URL('../../src/main.ts', import.meta.url).pathname
const startTimeoutMs = 20_000

/** Resolves when it listens; throws with what it said when it ended before. */
export async function startService(environment: Environment, file = main): Promise<RunningService> {
  const child = spawnMain(environment, file)
  const ended = once(child, 'exit')
  const said = text(child.stderr)
  const messages = new Set<string>()
  const url = await Promise.race([
    listening(child.stdout, messages),
    ended.then(async ([code]) => {
      throw new Error(`the service ended with ${String(code)}: ${await said}`)
    })
  ])
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal)
    await ended
    return child.exitCode
  }
  return {
    url,
    pid: child.pid ?? 0,
    hasSaid: message => messages.has(message),
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL'))
  }
}

/** For a start that must not come about: how it ended, and what it said. */
export async function runToEnd(
  environment: Environment
): Promise<{ code: number | null; stderr: string }> {
  const child = spawnMain(environment)
  child.stdout.resume()
  const timeout = setTimeout(() => child.kill('SIGKILL'), startTimeoutMs)
  const [stderr] = await Promise.all([text(child.stderr), once(child, 'exit')])
  clearTimeout(timeout)
  return { code: child.exitCode, stderr }
}

/** kill -9 so many milliseconds after the start, whatever it was doing by then. */
export async function killWhileStarting(environment: Environment, ms: number): Promise<void> {
  const child = spawnMain(environment)
  child.stdout.resume()
  child.stderr.resume()
  const ended = once(child, 'exit')
  setTimeout(() => child.kill('SIGKILL'), ms)
  await ended
}

function spawnMain(
  environment: Environment,
  file = main
): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [file], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe']
  })
}

/** The log says where it listens; all of it is read, lest the pipe fill up. */
function listening(stdout: Readable, messages: Set<string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(() => reject(new Error('it never listened')), startTimeoutMs)
    createInterface(stdout).on('line', line => {
      const { msg, url } = JSON.parse(line) as { msg?: string; url?: string }
      messages.add(msg ?? '')
      if (msg !== 'listening' || url === undefined) return
      clearTimeout(timeout)
      resolve(url)
    })
    stdout.once('end', () => clearTimeout(timeout))
  })
}
