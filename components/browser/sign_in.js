// An editor has just signed in on this connection: fetch the cookie that shows it on the next ones. Without it the sign-in ends with the connection.
/** @param {Shown<import("./contract.js").SignIn>} shown */
export function render({ data }) {
  fetch(data.address, { method: "POST", headers: { "X-Ticket": data.ticket }, cache: "no-store" }).catch(() => {});
}
