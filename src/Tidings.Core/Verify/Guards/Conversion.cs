namespace Tidings.Core.Verify.Guards;

/// <summary>Codes that went somewhere, and how many of them were typed: of the running half of a window and of the whole one before. Not safe for threads.</summary>
internal sealed class Conversion
{
    /// <summary>Within it a code may still be typed, and says nothing: in eight steps of 15 seconds.</summary>
    const int Steps = 8, SecondsAStep = 15;

    readonly int[] _fresh = new int[Steps];
    long _step;
    long _half;
    TimeSpan _window;
    int _sentBefore, _typedBefore, _sent, _typed;

    public string Name { get; init; } = "";
    /// <summary>Of which country its numbers are; empty: of none that is known.</summary>
    public string Country { get; init; } = "";
    /// <summary>From when it was found to be pumped, until when nothing goes there. Null: it was not.</summary>
    public DateTimeOffset? Since { get; private set; }
    public DateTimeOffset Until { get; private set; }
    /// <summary>When the next code may go there, where it is limited.</summary>
    public DateTimeOffset Next { get; set; }

    public int Sent => _sentBefore + _sent;
    public int Typed => _typedBefore + _typed;
    /// <summary>How many were sent so lately that they may still be typed.</summary>
    public int Fresh => _fresh.Sum();
    /// <summary>Of how many it is known whether they were typed.</summary>
    public int Known => Math.Max(Typed, Sent - Fresh);

    public bool IsIdle => Sent == 0 && Since is null;

    public void Advance(PumpingGuard guard, DateTimeOffset now)
    {
        var half = now.Ticks / (guard.Window.Ticks / 2);
        if (guard.Window != _window)
            // Another window has other halves: what is counted is of the one that runs.
            (_window, _half) = (guard.Window, _half == 0 ? 0 : half);
        if (half > _half)
        {
            (_sentBefore, _typedBefore) = half == _half + 1 ? (_sent, _typed) : (0, 0);
            (_sent, _typed, _half) = (0, 0, half);
        }
        var step = now.ToUnixTimeSeconds() / SecondsAStep;
        for (var passed = Math.Max(_step + 1, step - Steps + 1); passed <= step; passed++)
            _fresh[passed % Steps] = 0;
        _step = Math.Max(_step, step);
        if (Since is not null && now >= Until)
            Clear();
    }

    public void Send()
    {
        _sent++;
        _fresh[_step % Steps]++;
    }

    public void GiveBack()
    {
        _sent = Math.Max(0, _sent - 1);
        _fresh[_step % Steps] = Math.Max(0, _fresh[_step % Steps] - 1);
    }

    public void Type() => _typed = Math.Min(_typed + 1, Math.Max(_sent + _sentBefore, 1));

    public void Find(DateTimeOffset now, PumpingGuard guard) => (Since, Until) = (now, now + guard.For);

    /// <summary>As an earlier run found it.</summary>
    public void Restore(PumpedPrefix found, PumpingGuard guard, DateTimeOffset now)
    {
        Advance(guard, now);
        (_sent, _typed, Since, Until) = (found.Sent, found.Typed, found.Since, found.Until);
    }

    /// <summary>It begins anew.</summary>
    public void Clear()
    {
        (_sentBefore, _typedBefore, _sent, _typed, Since) = (0, 0, 0, 0, null);
        Array.Clear(_fresh);
    }
}
