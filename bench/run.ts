import { readdirSync } from 'node:fs'

// npm run bench -- NAME: one measured figure; without a name, which there are.
const names = readdirSync(import.meta.dirname)
  .filter(file => file.endsWith('.ts') && file !== 'run.ts')
  .map(file => file.slice(0, -'.ts'.length))
const [name = ''] = process.argv.slice(2)
if (names.includes(name)) {
  const { measure } = (await import(`./${name}.ts`)) as {
    measure: () => Promise<readonly string[]>
  }
  for (const line of await measure()) console.log(line)
} else {
  console.error(`Usage: npm run bench -- NAME; there are ${names.join(', ')}.`)
  process.exitCode = 64
}
