import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import type { Test } from 'tap'

/** A real PostgreSQL server of the test's own, on a private folder and port. */
export interface Postgres {
  readonly port: number
  /** An empty database of its own for each call. */
  createDatabase(): Promise<string>
  /** One statement as the owner of the database behind the URL. */
  query(url: string, text: string): Promise<readonly Record<string, unknown>[]>
  /** As if the power went: no session is told. */
  crash(): Promise<void>
  /** Up again after a crash. */
  start(): Promise<void>
}

const run = promisify(execFile)

/**
 * Starts a server for the tests of one file and stops it with them. Undefined, after a passing test
 * that says why, where PostgreSQL is not installed; RELINK_REQUIRE_PEERS=1 makes that fail.
 */
export async function startPostgres(t: Test): Promise<Postgres | undefined> {
  const programs = await findPrograms()
  if (programs === undefined) {
    const why = 'no PostgreSQL in /usr/lib/postgresql (Debian: apt-get install postgresql)'
    if (process.env['RELINK_REQUIRE_PEERS'] === '1') t.fail(why)
    else t.pass(`left out: ${why}`)
    return undefined
  }
  const owner = await whoRunsIt()
  const folder = await mkdtemp(join(tmpdir(), 'relink-postgres-'))
  if (owner) await chown(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const initdb = ['-D', data, '-A', 'trust', '-U', 'relink', '--no-sync', '-E', 'UTF8']
  await run(join(programs, 'initdb'), [...initdb, '--locale=C.UTF-8'], owner)
  const port = await freePort()
  let server = await launch(join(programs, 'postgres'), data, folder, port, owner)
  t.teardown(async () => {
    await end(server)
    await rm(folder, { recursive: true, force: true })
  })
  let databases = 0
  const urlOf = (name: string) => `postgres://relink@127.0.0.1:${port}/${name}`
  return {
    port,
    async createDatabase() {
      databases += 1
      await query(urlOf('postgres'), `create database test${databases}`)
      return urlOf(`test${databases}`)
    },
    query,
    crash: () => end(server),
    async start() {
      server = await launch(join(programs, 'postgres'), data, folder, port, owner)
    }
  }
}

/** The folder of the newest version's programs, as Debian lays them out. */
async function findPrograms(): Promise<string | undefined> {
  const root = '/usr/lib/postgresql'
  const versions = await readdir(root).catch(() => [])
  const newest = versions.toSorted((a, b) => Number(a) - Number(b)).at(-1)
  return newest === undefined ? undefined : join(root, newest, 'bin')
}

interface Owner {
  readonly uid: number
  readonly gid: number
}

/** It refuses to run as root: then as the user that the package made. */
async function whoRunsIt(): Promise<Owner | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async flag => Number((await run('id', [flag, 'postgres'])).stdout))
  )
  return { uid: uid ?? 0, gid: gid ?? 0 }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Ready when it answers. What it commits survives its own end, if not the machine's. */
async function launch(
  program: string,
  data: string,
  folder: string,
  port: number,
  owner: Owner | undefined
): Promise<ChildProcess> {
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'fsync=off']
  const args = ['-D', data, '-p', String(port), ...settings.flatMap(each => ['-c', each])]
  const server = spawn(program, args, { ...owner, stdio: 'ignore' })
  process.once('exit', () => server.kill('SIGKILL'))
  for (let tries = 0; tries < 200; tries += 1) {
    const isUp = await query(`postgres://relink@127.0.0.1:${port}/postgres`, 'select 1').catch(
      () => undefined
    )
    if (isUp) return server
    await setTimeout(50)
  }
  throw new Error('PostgreSQL did not come up')
}

/** SIGQUIT: immediate shutdown, without a checkpoint and without a word to its sessions. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = once(server, 'exit')
  server.kill('SIGQUIT')
  await ended
}

async function query(
  connectionString: string,
  text: string
): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 2000 })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}
