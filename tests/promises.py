"""What the README promises its readers, sentence by sentence, and the tests that hold each promise.

A key is a part of one sentence of the README, word for word. SAYS_HOW lists the sentences that
promise nothing of their own: they say how to do
something, or name what another sentence promises.
"""

PROMISES: dict[str, tuple[str, ...]] = {
    # the map
    "The figures stand side by side": (
        "components/test_panels.py::test_figures_stand_side_by_side_with_source_and_date",
    ),
    "The filters show how many rows each choice would give": (
        "components/test_panels.py::test_only_trades_that_a_record_has_are_offered_and_they_add_up",
        "browser/test_map_page.py::test_chips_take_filters_off_one_by_one",
    ),
    "a province without any record is drawn apart from zero": (
        "components/test_panels.py::test_the_legend_prints_every_break_and_keeps_no_record_apart",
        "components/test_unknown_is_not_zero.py::test_the_map_page_has_no_zero_for_it",
    ),
    "Headlines name all that tie": (
        "components/test_findings.py::test_the_headline_names_all_that_lead_or_their_number_and_on_how_few_that_rests",
    ),
    "hollow where their place is approximate": (
        "browser/test_map_page.py::test_an_approximate_place_is_drawn_differently",
    ),
    "Press a province to see it alone, a cluster to open its card": (
        "browser/test_map_page.py::test_a_click_on_a_province_selects_it_and_another_leaves",
        "browser/test_map_page.py::test_a_click_on_a_cluster_opens_its_card",
    ),
    "Everything can also be done by keyboard": (
        "browser/test_map_page.py::test_everything_on_the_map_can_be_done_by_keyboard",
    ),
    # at any date
    "as known at the end of any Jalali year, month or day": (
        "browser/test_stages_page.py::test_a_step_back_repaints_map_and_stages_in_the_same_frame",
        "browser/test_stages_page.py::test_playing_moves_by_itself_until_it_is_paused_or_over",
    ),
    "An event counts from the last day its date allows": (
        "geo/test_as_of.py::test_an_event_counts_from_the_last_day_of_its_date",
    ),
    "Pages about places say which date they show": (
        "components/test_dates_on_pages.py::test_every_page_about_a_place_says_which_date_it_shows_and_leads_to_the_present",
    ),
    "answers what finished since a date, what is stuck and why": (
        "components/stages/test_time_panels.py::test_what_is_stuck_and_why_is_answered_with_its_limits",
        "components/stages/test_time_panels.py::test_what_will_be_finished_is_answered_as_a_range_with_its_basis",
        "stages/test_duration.py::test_the_curve_its_median_and_interval_are_those_of_lifelines",
    ),
    "Where there are too few dated records it says so": (
        "components/stages/test_time_panels.py::test_the_shipped_records_have_too_few_dates_and_it_is_said",
    ),
    # places, comparison, search
    "has a page of its own": (
        "pages/test_pages.py::test_every_page_about_a_place_opens_from_a_link",
    ),
    "holds two to six side by side": (
        "browser/test_compare.py::test_the_comparison_opens_from_its_link_with_table_and_maps",
        "pages/test_compare_page.py::test_the_comparison_says_how_much_changed_in_each_of_the_things_compared",
    ),
    "in either language, with a letter or two wrong": (
        "browser/test_compare.py::test_search_is_one_key_away_on_every_page_and_leads_to_what_is_found",
        "reference/test_persian_sounds.py::test_a_name_known_only_in_persian_is_found_in_latin_letters",
    ),
    "tells new, moved, corrected and removed clusters": (
        "pages/test_compare_page.py::test_changes_since_a_version_are_what_was_changed_in_the_registry",
    ),
    "hand on the screen you see": (
        "browser/test_map_page.py::test_a_link_opened_elsewhere_gives_the_same_screen",
    ),
    # stories and files
    "The arrow keys, space, page keys or a clicker turn the slides": (
        "browser/test_one_file.py::test_a_story_is_presented_with_keys_and_escape_returns_to_it",
        "browser/test_one_file.py::test_the_presenters_notes_stand_in_a_window_of_their_own",
    ),
    "A story stands in the link itself": (
        "geo/test_story.py::test_a_story_reads_back_from_its_link",
        "browser/test_story_page.py::test_a_story_saved_as_a_file_opens_again",
        "browser/test_story_page.py::test_a_story_is_fixed_at_the_version_of_its_rehearsal",
    ),
    "Every slide keeps its own date and version in every format": (
        "briefing/test_every_format.py::test_html_and_deck_show_each_slide_as_it_is_alone_in_every_order",
        "briefing/test_every_format.py::test_every_part_of_the_meeting_pack_shows_each_slide_as_it_is_alone",
    ),
    "a PowerPoint deck whose map is made of named shapes": (
        "briefing/test_deck.py::test_every_province_and_cluster_is_a_shape_with_its_name",
        "briefing/test_deck.py::test_the_stages_are_a_chart_with_its_numbers",
    ),
    "Each says what was filtered, from which version": (
        "briefing/test_order.py::test_every_file_proves_its_rows",
    ),
    "compares what a reader sees with it": (
        "briefing/verify/test_untouched.py::test_an_untouched_file_is_right_also_at_a_date_and_with_peoples_own_words",
        "briefing/verify/test_changed_pages.py::test_anything_changed_on_a_slide_is_found",
    ),
    "It names what was changed": (
        "briefing/verify/test_changed_rows.py::test_a_changed_cell_of_a_csv_is_named",
        "briefing/verify/test_untouched.py::test_a_file_saved_anew_by_libreoffice_stays_right",
        "briefing/verify/test_changed_pages.py::test_a_picture_painted_over_or_of_another_size_is_stated_and_not_proved",
    ),
    "explains every figure, what a cluster is": (
        "components/places/test_places.py::test_every_indicator_and_every_method_that_a_page_names_is_documented",
    ),
    # the CSV
    "Excel opens it with a double click": (
        "exports/test_rows.py::test_it_is_what_excel_reads_as_utf8",
    ),
    "names are in both": (
        "exports/test_rows.py::test_both_languages_names_and_the_source_are_in_every_row",
    ),
    "the Jalali date of a stage stands beside its first and last ISO day": (
        "exports/test_rows.py::test_a_stage_year_stands_with_the_iso_days_it_spans",
    ),
    "gets an apostrophe in front": (
        "exports/test_rows.py::test_what_a_spreadsheet_would_run_is_disarmed",
        "exports/test_rows.py::test_disarming_is_undone_exactly",
    ),
    "The last column says in its first row": (
        "briefing/test_order.py::test_the_csv_ends_with_its_provenance_in_the_first_row_alone",
    ),
    # links
    "Every screen is a link": (
        "geo/test_view.py::test_a_view_comes_back_from_its_url",
        "browser/test_map_page.py::test_a_link_opened_elsewhere_gives_the_same_screen",
    ),
    "An old link says what it ignored": (
        "pages/test_pages.py::test_an_old_link_says_what_it_ignored_and_opens",
    ),
    "Tables of the pages about places have addresses of their own": (
        "components/bridge/test_addresses.py::test_a_table_is_answered_or_says_what_it_is_about_and_lacks",
        "components/test_dates_on_pages.py::test_the_table_of_stages_at_its_address_counts_what_is_known_at_its_date_and_version",
    ),
    # records
    "Every accepted change is a version": (
        "registry/test_store.py::test_earlier_versions_stay_readable",
        "registry/test_store.py::test_restoring_makes_a_new_version_with_exactly_the_old_content",
    ),
    "asks for a passphrase of at least 12 letters": (
        "rights/test_secrets_kept.py::test_the_command_puts_the_passphrase_in_and_leaves_the_rest",
    ),
    "All sheets and tables are read": (
        "intake/test_acceptance_files.py::test_a_sheet_a_province_is_read_by_the_names_of_the_sheets",
        "intake/test_stage_layouts.py::test_rows_of_one_cluster_are_one_record_with_its_history",
        "intake/test_layouts.py::test_a_transposed_table_is_turned_and_told_so",
        "intake/test_layouts.py::test_figures_of_several_years_are_all_kept_with_their_dates",
    ),
    "Sheets of different times are asked about": (
        "intake/test_sent_back.py::test_sheets_of_which_one_was_chosen_are_all_sent_back_and_one_is_chosen_again",
    ),
    "Units in a heading or a cell are converted and told": (
        "intake/test_quantities.py::test_a_unit_in_the_cell_is_converted_and_told",
    ),
    "Two rows of one cluster are one record where nothing contradicts": (
        "intake/test_rows_of_one_cluster.py::test_what_is_said_twice_is_told_and_is_one_record",
        "intake/test_rows_of_one_cluster.py::test_of_two_rows_that_contradict_none_is_taken_and_the_column_is_named",
    ),
    "is refused or left out, and the remark says why": (
        "intake/test_written_dates.py::test_three_small_numbers_are_never_a_date",
    ),
    "it is remembered for that layout": (
        "registry/test_store.py::test_how_a_layout_was_mapped_is_remembered_and_may_change",
        "intake/test_questions.py::test_it_is_kept_with_the_layout_and_told_when_it_is_used_again",
    ),
    "An office's own numbers are kept for its layout": (
        "intake/test_whose_record.py::test_the_running_numbers_of_one_office_do_not_touch_the_records_of_another",
    ),
    "the counts add up to the file": (
        "intake/test_accounting.py::test_the_fates_of_all_cells_add_up_to_the_file",
    ),
    "take away your file with all sheets and remarks and send it back": (
        "intake/test_sent_back.py::test_the_files_of_offices_give_the_same_result_again",
        "intake/test_sent_back.py::test_every_sheet_is_sent_back_with_the_remarks_at_their_places",
    ),
    "Missing records stay, unless you tick that the file is complete": (
        "pages/test_records_page.py::test_what_would_be_taken_out_is_said_before_it_is",
        "intake/test_more_of_each_kind.py::test_nothing_is_taken_out_while_a_record_stands_where_nothing_was_read",
    ),
    "The same file again changes nothing": (
        "pages/test_records_page.py::test_a_file_goes_in_under_the_editors_name_and_again_changes_nothing",
    ),
    "Where somebody else changed the same record meanwhile": (
        "browser/test_records_page.py::test_the_second_of_two_editors_sees_what_the_first_changed_and_decides",
    ),
    "Open screens notice a new version within seconds": (
        "browser/test_records_page.py::test_an_open_screen_notices_what_another_process_loads",
    ),
    "shows who changed what, compares two versions": (
        "registry/test_store.py::test_every_change_is_in_the_log_with_who_newest_first",
    ),
    "An account counts only where the provider says": (
        "rights/test_sign_in.py::test_only_a_verified_address_makes_an_editor",
    ),
    "A sign-in ends after 8 hours": (
        "rights/test_sign_in.py::test_a_sign_in_ends_after_the_time_that_the_setting_gives",
        "rights/test_sign_in.py::test_a_changed_passphrase_ends_every_sign_in",
        "rights/test_sign_in.py::test_signed_out_in_one_screen_is_signed_out_in_all",
    ),
    "An editor of some provinces changes their records only": (
        "rights/test_provinces.py::test_a_whole_file_of_another_province_takes_nothing_out_whatever_province_is_chosen",
        "rights/test_provinces.py::test_a_story_is_removed_and_replaced_only_by_its_author_or_an_editor_for_all",
    ),
    "Wrong passphrases are slowed by address and logged": (
        "rights/test_guessing.py::test_an_editor_gets_in_at_once_while_somebody_elsewhere_guesses_four_times_a_second",
    ),
    "Mistakes in the file are told at start": (
        "rights/test_settings.py::test_mistakes_and_files_that_others_may_read_are_told_at_start_in_both_languages",
    ),
    "Without either section the page is for trying files only": (
        "pages/test_records_page.py::test_without_any_way_in_the_page_says_how_to_switch_it_on",
    ),
    "gives messages and files in Persian": (
        "intake/test_invented_rows.py::test_the_export_of_a_demonstration_is_refused_by_the_command_in_both_languages",
    ),
    "The booklet of all provinces on the first of every month": (
        "commands/test_briefing_commands.py::test_all_provinces_become_one_booklet",
        "registry/test_faults.py::test_a_backup_while_loading_is_one_whole_version",
    ),
    "ISO codes of before November 2020 are recognised": (
        "pages/test_pages.py::test_stale_codes_of_the_users_own_outlines_are_told",
    ),
    "With PostgreSQL several servers share one registry": (
        "registry/test_faults.py::test_of_two_loads_at_once_one_wins_and_the_other_is_told",
    ),
    # on a server
    "other names are not answered": ("server/test_hosts.py::test_another_name_gets_no_page",),
    "Below a path": (
        "browser/test_sub_path.py::test_below_a_path_map_pages_files_and_search_work_in_a_browser",
    ),
    "a restart loses nothing": (
        "browser/test_map_page.py::test_a_link_opened_elsewhere_gives_the_same_screen",
    ),
    "Nothing is fetched from other hosts": (
        "server/test_no_other_host.py::test_no_other_host_is_asked_at_start_while_read_or_by_a_socket_from_elsewhere",
    ),
}

SAYS_HOW = (
    "Provinces are coloured by",
    "for a meeting: press",
    "Headings are in the language of the screen",
    "`lang=en`, `province=IR-10,IR-21`",
    "The atlas keeps its records in a registry",
    "sign in with your name and the passphrase",
    "Choose your file",
    "Title rows, merged headings",
    "gives an empty XLSX with lists to choose from",
    "Say whether a likely double",
    "See what is new, changed",
    "edits a cluster and adds stage events",
    "With an OIDC provider",
    "Viewing is open to all",
    "Whoever runs a command has the database",
    "More in [SECURITY.md]",
    "`./atlas run` serves one process",
    "lets other machines reach it without a proxy",
    "What is held against strangers and crowds",
)
