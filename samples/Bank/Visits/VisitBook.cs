using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Meridian.Customers;

namespace Meridian.Visits;

/// <summary>Who is at the bank, by cookie.</summary>
internal sealed class VisitBook(TimeProvider time)
{
    const string VisitCookie = "meridian-visit", DeviceCookie = "meridian-device";
    const int Most = 10_000;
    static readonly TimeSpan Idle = TimeSpan.FromMinutes(10), DeviceLife = TimeSpan.FromDays(365);

    readonly ConcurrentDictionary<string, Visit> _visits = new();

    public Visit Of(HttpContext http)
    {
        if (http.Request.Cookies[VisitCookie] is { Length: > 0 and < 100 } cookie && _visits.TryGetValue(Name(cookie), out var visit) && time.GetUtcNow() - visit.LastSeen < Idle)
        {
            visit.LastSeen = time.GetUtcNow();
            return visit;
        }
        return Begin(http);
    }

    /// <summary>Whoever has proved who he is gets a new cookie: one that somebody else has seen or set before is worth nothing.</summary>
    public void LogIn(HttpContext http, Customer customer)
    {
        _visits.TryRemove(http.Visit().Name, out _);
        Begin(http).Customer = customer;
    }

    public void LogOut(HttpContext http)
    {
        _visits.TryRemove(http.Visit().Name, out _);
        http.Response.Cookies.Delete(VisitCookie);
    }

    /// <summary>What this browser is known by, for a year: the hash of its cookie.</summary>
    public static string Device(HttpContext http)
    {
        if (http.Request.Cookies[DeviceCookie] is { Length: > 0 and < 100 } known)
            return Name(known);
        var cookie = Random();
        http.Response.Cookies.Append(DeviceCookie, cookie, Options(http, DeviceLife));
        return Name(cookie);
    }

    Visit Begin(HttpContext http)
    {
        if (_visits.Count >= Most)
            foreach (var old in _visits.Values.Where(old => time.GetUtcNow() - old.LastSeen >= Idle))
                _visits.TryRemove(old.Name, out _);
        var cookie = Random();
        var visit = new Visit(Name(cookie)) { LastSeen = time.GetUtcNow() };
        _visits[visit.Name] = visit;
        http.Response.Cookies.Append(VisitCookie, cookie, Options(http, null));
        return visit;
    }

    static CookieOptions Options(HttpContext http, TimeSpan? life) => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Path = "/", MaxAge = life, IsEssential = true };

    static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    static string Name(string cookie) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cookie)));
}
