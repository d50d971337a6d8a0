import { cacheCompiledCode } from './cache-compiled-code.ts'
import { readConfig } from './config.ts'
import { refuseToStart } from './refuse-to-start.ts'

// npm start: the service, configured by the environment.
try {
  const config = readConfig(process.env)
  cacheCompiledCode(config.dataDir)
  const { serve } = await import('./serve.ts')
  await serve(config)
} catch (error) {
  refuseToStart(error)
}
