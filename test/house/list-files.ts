import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** The folder of the project. */
export const root = join(import.meta.dirname, '../..')

/** Every file of the project but what is installed or left over, as paths from its folder. */
export async function listFiles(): Promise<readonly string[]> {
  const entries = await readdir(root, { withFileTypes: true })
  const own = entries.filter(({ name }) => !notOurs.has(name))
  const folders = own.filter(entry => entry.isDirectory()).map(({ name }) => filesBelow(name))
  const files = own.filter(entry => entry.isFile()).map(({ name }) => name)
  return [...files, ...(await Promise.all(folders)).flat()].toSorted()
}

const notOurs = new Set(['.git', '.tap', 'node_modules', 'data'])

async function filesBelow(name: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, name), { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile())
  return files.map(file => relative(root, join(file.parentPath, file.name)).replaceAll('\\', '/'))
}
