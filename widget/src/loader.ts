// What a site embeds: <script async src="https://your-parley/widget.js" data-site-key="..."></script>
import { start } from './loader/start.ts'

// Only now: once the script has run, document.currentScript is null.
start(document.currentScript)
