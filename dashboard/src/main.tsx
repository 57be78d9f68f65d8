import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { mendLostSheets } from './mend-lost-sheets.ts'
import { dressed, Providers } from './Providers.tsx'
import './tokens.css'
import './base.css'
import { App } from './App.tsx'

mendLostSheets()
const root = document.getElementById('root')
if (root) {
  void dressed.then(() =>
    createRoot(root).render(
      <StrictMode>
        <Providers>
          <App />
        </Providers>
      </StrictMode>,
    ),
  )
}
