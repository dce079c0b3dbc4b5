// Shows passkey buttons where scripts run, and says in words when a passkey could not be used.
document.addEventListener('DOMContentLoaded', () => {
  document.querySelectorAll('[data-passkey]').forEach((part) => { part.hidden = !window.PublicKeyCredential })
})
document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  const trouble = document.getElementById('passkey-trouble')
  trouble.hidden = true
  trouble.hidden = false
  trouble.focus()
})
