import { fileURLToPath } from "node:url"

const root = new URL("../../../", import.meta.url)

/** What node is given to run the program of the example, in whatever folder: one process, without another one around it. */
export const commandLine = (...args: ReadonlyArray<string>): ReadonlyArray<string> => [
  "--import",
  new URL("node_modules/tsx/dist/loader.mjs", root).href,
  fileURLToPath(new URL("examples/order-fulfilment/main.ts", root)),
  ...args
]

/** Where tsx finds the names of the library from other folders. */
export const environment = {
  ...process.env,
  TSX_TSCONFIG_PATH: fileURLToPath(new URL("tsconfig.json", root))
}
