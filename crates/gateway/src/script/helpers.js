// The functions every proxy script may use. Those that ask the network or the clock are given by
// the program: __resolve(host), __me(), __now().

function isPlainHostName(host) {
  return String(host).indexOf('.') < 0
}

function dnsDomainIs(host, domain) {
  var h = String(host).toLowerCase()
  var d = String(domain).toLowerCase()
  return h.length >= d.length && h.substring(h.length - d.length) === d
}

function localHostOrDomainIs(host, full) {
  var h = String(host).toLowerCase()
  var f = String(full).toLowerCase()
  return h === f || (h.indexOf('.') < 0 && f.substring(0, h.length + 1) === h + '.')
}

function dnsDomainLevels(host) {
  return String(host).split('.').length - 1
}

function dnsResolve(host) {
  var found = __resolve(String(host))
  return found === undefined ? null : found
}

function isResolvable(host) {
  return dnsResolve(host) !== null
}

function myIpAddress() {
  return __me()
}

function convert_addr(text) {
  var parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(String(text))
  if (!parts) return null
  var value = 0
  for (var i = 1; i <= 4; i++) {
    if (+parts[i] > 255) return null
    value = value * 256 + +parts[i]
  }
  return value
}

function isInNet(host, pattern, mask) {
  var text = convert_addr(host) === null ? dnsResolve(host) : String(host)
  if (text === null) return false
  var address = convert_addr(text)
  var net = convert_addr(pattern)
  var bits = convert_addr(mask)
  if (address === null || net === null || bits === null) return false
  return (address & bits) === (net & bits)
}

function shExpMatch(text, pattern) {
  var escaped = String(pattern)
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.')
  return new RegExp('^(?:' + escaped + ')$').test(String(text))
}

function __clock(list) {
  var utc = list.length > 0 && list[list.length - 1] === 'GMT'
  if (utc) list.pop()
  var date = new Date(__now())
  return {
    day: utc ? date.getUTCDay() : date.getDay(),
    date: utc ? date.getUTCDate() : date.getDate(),
    month: utc ? date.getUTCMonth() : date.getMonth(),
    year: utc ? date.getUTCFullYear() : date.getFullYear(),
    second:
      (utc ? date.getUTCHours() : date.getHours()) * 3600 +
      (utc ? date.getUTCMinutes() : date.getMinutes()) * 60 +
      (utc ? date.getUTCSeconds() : date.getSeconds()),
  }
}

function __between(now, from, to) {
  return from <= to ? from <= now && now <= to : now >= from || now <= to
}

var __days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
var __months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

function weekdayRange() {
  var list = Array.prototype.slice.call(arguments)
  var now = __clock(list)
  var from = __days.indexOf(list[0])
  var to = list.length > 1 ? __days.indexOf(list[1]) : from
  return from >= 0 && to >= 0 && __between(now.day, from, to)
}

function timeRange() {
  var list = Array.prototype.slice.call(arguments)
  var now = __clock(list)
  var n = list.length
  if (n === 1) return Math.floor(now.second / 3600) === +list[0]
  if (n === 2) return __between(now.second, list[0] * 3600, list[1] * 3600)
  var half = n / 2
  function at(i) {
    return list[i] * 3600 + (half > 1 ? list[i + 1] * 60 : 0) + (half > 2 ? +list[i + 2] : 0)
  }
  return (n === 4 || n === 6) && __between(now.second, at(0), at(half))
}

function dateRange() {
  var list = Array.prototype.slice.call(arguments)
  var now = __clock(list)
  function read(parts) {
    var found = {}
    for (var i = 0; i < parts.length; i++) {
      var month = __months.indexOf(parts[i])
      if (month >= 0) found.month = month
      else if (+parts[i] > 31) found.year = +parts[i]
      else found.date = +parts[i]
    }
    return found
  }
  // Compares by the largest parts first, and only by those that were named.
  function value(of, like) {
    return (
      ('year' in like ? of.year * 10000 : 0) +
      ('month' in like ? of.month * 100 : 0) +
      ('date' in like ? of.date : 0)
    )
  }
  if (list.length === 1) {
    var only = read(list)
    return value(now, only) === value(only, only)
  }
  var half = list.length / 2
  var from = read(list.slice(0, half))
  var to = read(list.slice(half))
  return __between(value(now, from), value(from, from), value(to, from))
}

function alert() {}
