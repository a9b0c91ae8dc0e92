"""What a team does on the day: plan, time, tasks, services and the rules. No clock, no disk, no screen."""
