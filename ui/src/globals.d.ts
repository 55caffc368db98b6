/** True in builds that talk to a core over loopback HTTP; false in every release. */
declare const __HTTP_HOST__: boolean;
/** True when the page is only looked at, with made-up data. */
declare const __FAKE_HOST__: boolean;
