namespace Tidings.Simulator.Smsc;

internal sealed partial class Exchange
{
    /// <summary>Returns whether there is room for another connection.</summary>
    public bool Open(SmscSession session)
    {
        lock (gate)
        {
            if (sessions.Count >= options.MaxConnections)
                return false;
            sessions.Add(session);
            counts.Connections++;
            return true;
        }
    }

    public void Bind(SmscSession session, string systemId, BindMode mode)
    {
        lock (gate)
        {
            if (!accounts.TryGetValue(systemId, out var account))
                accounts.Add(systemId, account = new(systemId));
            account.Binds++;
            session.Bound_NeedsLock(account, mode);
            if (mode != BindMode.Transmitter)
                account.Add(session);
        }
    }

    /// <summary>What waits for this account may go out now: its bind_resp is on the way.</summary>
    public void Pump(Account account)
    {
        SmscSession[] flush;
        lock (gate)
        {
            Pump_NeedsLock(account);
            flush = TakeTouched_NeedsLock();
        }
        Flush(flush);
    }

    /// <summary>The bind takes no more; what it had not answered goes to another one, or waits for the next.</summary>
    public void Unbind(SmscSession session)
    {
        SmscSession[] flush = [];
        lock (gate)
        {
            if (session.Account is not { } account || session.Mode == BindMode.None)
                return;
            session.Unbound_NeedsLock();
            account.Binds--;
            account.Remove(session);
            foreach (var delivery in session.TakeInFlight_NeedsLock())
                account.Ready.Enqueue(delivery);
            Pump_NeedsLock(account);
            Forget_NeedsLock(account);
            flush = TakeTouched_NeedsLock();
        }
        Flush(flush);
    }

    public void Close(SmscSession session)
    {
        Unbind(session);
        lock (gate)
        {
            sessions.Remove(session);
            if (leaving.Remove(session) && leaving.Count == 0)
                allLeft.TrySetResult();
        }
    }

    /// <summary>Says goodbye to every bind and delivers nothing more. Completes when all that were bound have closed.</summary>
    public Task UnbindAllAsync()
    {
        SmscSession[] flush;
        lock (gate)
        {
            stopping = true;
            foreach (var session in sessions)
            {
                if (session.Mode == BindMode.None || !leaving.Add(session))
                    continue;
                session.Unbind_NeedsLock();
                Touch_NeedsLock(session);
            }
            if (leaving.Count == 0)
                allLeft.TrySetResult();
            flush = TakeTouched_NeedsLock();
        }
        Flush(flush);
        return allLeft.Task;
    }

    void OnSecond()
    {
        SmscSession[] flush;
        lock (gate)
        {
            var late = NowTick - options.DeliverTimeout.Ticks / Tick.Ticks;
            foreach (var session in sessions)
            {
                foreach (var delivery in session.TakeInFlight_NeedsLock(late))
                    Again_NeedsLock(delivery, TimeSpan.Zero);
                if (options.EnquireLink > TimeSpan.Zero && session.IsQuietSince_NeedsLock(NowTick - options.EnquireLink.Ticks / Tick.Ticks))
                {
                    session.EnquireLink_NeedsLock();
                    Touch_NeedsLock(session);
                }
            }
            foreach (var account in accounts.Values)
                Pump_NeedsLock(account);
            flush = TakeTouched_NeedsLock();
        }
        Flush(flush);
    }
}
