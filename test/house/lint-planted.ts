import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Test } from 'tap'

/** Source files by path, each a list of lines. */
export type Planted = Readonly<Record<string, readonly string[]>>

/** Lints the planted files by the project's own rules. Returns the lines that a rule refuses. */
export async function lintPlanted(t: Test, planted: Planted): Promise<Planted> {
  const folder = await mkdtemp(join(tmpdir(), 'relink-lint-'))
  t.teardown(() => rm(folder, { recursive: true }))
  await write(join(folder, '.oxlintrc.json'), await rulesWithoutTypes())
  for (const [path, lines] of Object.entries(planted)) {
    await write(join(folder, path), lines.join('\n'))
  }
  const refused = (await lint(folder)).filter(({ code }) => code.includes('no-restricted-'))
  return Object.fromEntries(
    Object.entries(planted).map(([path, lines]) => {
      const numbers = refused.filter(each => each.filename === path).map(lineOf)
      return [path, lines.filter((_, index) => numbers.includes(index + 1))]
    })
  )
}

const root = join(import.meta.dirname, '../..')

/** What is planted imports files that aren't there, which only the type checker minds. */
async function rulesWithoutTypes(): Promise<string> {
  const { options: _, ...rules } = JSON.parse(await readFile(join(root, '.oxlintrc.json'), 'utf8'))
  return JSON.stringify(rules)
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}

interface Diagnostic {
  readonly code: string
  readonly filename: string
  readonly labels: readonly { readonly span: { readonly line: number } }[]
}

function lineOf({ labels }: Diagnostic): number | undefined {
  return labels[0]?.span.line
}

/** oxlint exits with 1 when it finds something, which is what we are here for. */
function lint(folder: string): Promise<readonly Diagnostic[]> {
  // Not bin/oxlint: it has no extension, and what tap loads into child processes can't take that.
  const oxlint = join(root, 'node_modules/oxlint/dist/cli.js')
  const options = { cwd: folder, timeout: 30_000, maxBuffer: 2 ** 26 }
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [oxlint, '--format', 'json'], options, (error, stdout) => {
      if (error && error.code !== 1) reject(error)
      else resolve(JSON.parse(stdout).diagnostics)
    })
  })
}
