import { cacheCompiledCode } from './cache-compiled-code.ts'
import { ConfigError, readConfig } from './config.ts'
import { RelinkError } from './errors.ts'

// npm start: the service, configured by the environment. sysexits.h: 78 is a configuration error.
try {
  const config = readConfig(process.env)
  cacheCompiledCode(config.dataDir)
  const { serve } = await import('./serve.ts')
  await serve(config)
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
