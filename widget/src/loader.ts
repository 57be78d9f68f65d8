// What a site embeds: <script async src="https://your-parley/widget.js" data-site-key="..."></script>
import { load } from './load.ts'

// Only now: once the script has run, document.currentScript is null.
load(document.currentScript)
