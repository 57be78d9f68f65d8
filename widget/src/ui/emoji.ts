// What people answer with, in rows of eight. Screen readers know the names of these.
const SIGNS =
  '😀 😄 😂 🙂 😉 😊 😍 😘 😎 🤔 😐 🙄 😅 😬 😴 🥳 😢 😭 😡 😱 🤯 😇 🤗 🤝 ' +
  '👍 👎 👌 🙏 👏 🙌 💪 👋 ✌️ 🤞 ☝️ 👉 ❤️ 💙 💚 💛 🖤 💔 ✨ 🎉 🎁 🔥 ⭐ 💯 ' +
  '✅ ❌ ❓ ❗ ⚠️ 💡 📦 🚚 📷 📎 📱 💻 📅 ⏰ 💳 🧾 🔒 🔧 🛒 🏠 ☕ 🍕 🐞 🌍'

export const emoji: readonly string[] = SIGNS.split(' ')
