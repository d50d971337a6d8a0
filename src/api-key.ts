import { addApiKey, KeyCommandError } from './http/add-api-key.ts'

// npm run api-key -- NAME ROLE...: the secret is the last line of stdout, and nowhere else.
const path = process.env['API_KEYS_FILE']
const [name = '', ...roles] = process.argv.slice(2)
try {
  if (!path) throw new KeyCommandError('Set API_KEYS_FILE to the path of the key file.', 78)
  const secret = await addApiKey({ path, name, roles, now: new Date().toISOString() })
  process.stdout.write(`Added the key '${name}' (${roles.join(', ')}). Its secret, shown once:\n`)
  process.stdout.write(`${secret}\n`)
} catch (error) {
  if (!(error instanceof KeyCommandError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error.exitCode
}
